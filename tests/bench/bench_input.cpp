// SPDX-License-Identifier: Apache-2.0
#include "bench/bench_input.h"

#include <fstream>
#include <random>

#include "codecs/codec.h"
#include "space/generator.h"

#include <zlib.h>

namespace spacebench::bench {

namespace {

constexpr std::uint64_t kDefaultAtoms = 1'000'000;
constexpr std::size_t kLookups = 100'000;
constexpr std::uint64_t kSeed = 1;

std::uint64_t wantedAtoms() {
    const char* text = std::getenv("SPACEBENCH_BENCH_ATOMS");
    const std::uint64_t atoms = text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
    return atoms == 0 ? kDefaultAtoms : atoms;
}

space::Shape wantedShape() {
    const char* text = std::getenv("SPACEBENCH_BENCH_SHAPE");
    return space::shapeNamed(text == nullptr ? "atoms" : text).value_or(space::Shape::Atoms);
}

void writeFile(const std::string& path, ByteView bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) std::abort();
}

/// As PathMap writes it: Debian's zlib at level 7 in one stream.
Bytes zlibStream(ByteView raw) {
    uLongf size = compressBound(raw.size());
    Bytes stored(size);
    if (compress2(stored.data(), &size, raw.data(), raw.size(), 7) != Z_OK) std::abort();
    stored.resize(size);
    return stored;
}

} // namespace

space::SpaceContent generated(std::uint64_t atoms) {
    space::GeneratorOptions options;
    options.atoms = atoms;
    options.seed = kSeed;
    options.shape = wantedShape();
    space::SpaceContent content;
    content.space = std::make_shared<space::MemorySpace>(must(space::generate(options, {})));
    return content;
}

const BenchInput& BenchInput::instance() {
    static const BenchInput kInput;
    return kInput;
}

BenchInput::BenchInput() : m_content(generated(wantedAtoms())) {
    m_all.executor = &m_runner;
    const auto write = [&](const char* format, const char* name) {
        MemorySink sink;
        must(formats::findFormat(format)->save(m_content, {}, sink, m_all));
        writeFile(m_folder.file(name), sink.view());
        return m_folder.file(name);
    };
    m_pathsFile = write("paths", "own.paths");
    m_actFile = write("act", "space.act");
    m_mttsFile = write("mtts", "space.mtts");
    m_textFile = write("metta", "space.metta");
    m_foreignFile = m_folder.file("foreign.paths");
    writeFile(m_foreignFile, zlibStream(raw()));

    std::vector<std::uint64_t> order(atoms());
    for (std::uint64_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937_64 random(kSeed);
    std::shuffle(order.begin(), order.end(), random);
    if (!m_shuffled.reserve(raw().size())) std::abort();
    for (const std::uint64_t i : order) {
        const ByteView path = paths().path(i);
        static_cast<void>(m_shuffled.append({path.data() - 4, path.size() + 4}));
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(kLookups, order.size()); ++i)
        m_lookups.push_back(paths().path(order[i]));
}

} // namespace spacebench::bench
