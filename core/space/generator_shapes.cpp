// SPDX-License-Identifier: Apache-2.0
#include "space/generator_shapes.h"

#include <array>

namespace spacebench::space {

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): integers only, the same on every machine.
class Random {
  public:
    Random(std::uint64_t seed, std::uint64_t index) : m_state(mix(seed ^ mix(index + kGamma))) {}

    std::uint64_t next() { return mix(m_state += kGamma); }
    /// 0 .. bound - 1; bound > 0.
    std::uint64_t below(std::uint64_t bound) {
        // One multiplication where the bound is small; the bias of 2^-32 does not matter here.
        if (bound >> 32 == 0) return (next() >> 32) * bound >> 32;
        return next() % bound;
    }
    /// 0 .. bound - 1, small ones more often: the square of a uniform fraction. bound < 2^32.
    std::uint64_t skewedBelow(std::uint64_t bound) {
        const std::uint64_t u = next() >> 32;
        return ((u * u) >> 32) * bound >> 32;
    }
    template <std::size_t n>
    std::string_view oneOf(const std::array<std::string_view, n>& words) {
        return words[below(n)];
    }

  private:
    static constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15;
    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

/// Writes an expression (formats.md, 1) piece by piece.
class AtomWriter {
  public:
    explicit AtomWriter(Byte* at) : m_begin(at), m_at(at) {}

    void compound(unsigned children) { *m_at++ = static_cast<Byte>(children); }
    void newVariable() { *m_at++ = 0xC0; }
    void variable(unsigned index) { *m_at++ = static_cast<Byte>(0x80 | index); }
    void symbol(std::string_view text) {
        beginSymbol();
        put(text);
        endSymbol();
    }
    /// A symbol in parts: begin, any of the put functions, end.
    void beginSymbol() { m_symbol = m_at++; }
    void endSymbol() { *m_symbol = static_cast<Byte>(0xC0 | (m_at - m_symbol - 1)); }
    void put(std::string_view text) {
        std::memcpy(m_at, text.data(), text.size());
        m_at += text.size();
    }
    void putByte(Byte byte) { *m_at++ = byte; }
    /// Decimal, with leading zeros up to `digits`.
    void putNumber(std::uint64_t number, std::size_t digits = 1) {
        std::array<char, 20> text;
        std::size_t first = text.size();
        do {
            text[--first] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number != 0 || text.size() - first < digits);
        put({text.data() + first, text.size() - first});
    }
    void putHex(std::uint32_t number) {
        for (unsigned shift = 32; shift != 0;) {
            shift -= 4;
            *m_at++ = static_cast<Byte>("0123456789abcdef"[number >> shift & 0xF]);
        }
    }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_at - m_begin); }

  private:
    Byte* m_begin;
    Byte* m_at;
    Byte* m_symbol = nullptr;
};

using Words = std::array<std::string_view, 20>;

constexpr Words kFirstNames = {"james", "mary",   "robert", "linda",   "michael", "sarah",  "david",
                               "emma",  "daniel", "laura",  "thomas",  "anna",    "martin", "julia",
                               "peter", "sophie", "george", "barbara", "paul",    "nina"};
constexpr Words kLastNames = {"smith",    "johnson", "brown",  "garcia",  "miller", "davis",  "martinez",
                              "anderson", "taylor",  "moore",  "jackson", "white",  "harris", "clark",
                              "lewis",    "walker",  "nguyen", "torres",  "hill",   "baker"};
constexpr Words kCities = {"london", "paris",  "berlin",   "madrid",    "rome",   "vienna", "amsterdam",
                           "lisbon", "dublin", "oslo",     "stockholm", "prague", "athens", "budapest",
                           "warsaw", "zurich", "brussels", "helsinki",  "geneva", "porto"};
constexpr Words kTypes = {"London", "Paris",  "Berlin",   "Madrid",    "Rome",   "Vienna", "Amsterdam",
                          "Lisbon", "Dublin", "Oslo",     "Stockholm", "Prague", "Athens", "Budapest",
                          "Warsaw", "Zurich", "Brussels", "Helsinki",  "Geneva", "Porto"};
constexpr Words kPredicates = {"is_parent_of",    "is_sibling_of", "is_friend_of", "knows_about",
                               "is_owner_of",     "has_caused",    "contains",     "precedes",
                               "comes_after",     "inhibits",      "binds_to",     "encodes_for",
                               "is_located_in",   "is_member_of",  "is_part_of",   "resembles",
                               "is_connected_to", "produces",      "makes_use_of", "regulates"};
constexpr std::array<std::string_view, 6> kBiotypes = {
    "protein_coding", "lncRNA", "pseudogene", "miRNA", "retained_intron", "nonsense_mediated_decay"};

/// The mixture that all figures refer to, about 50 framed bytes an atom.
class AtomsShape final : public ShapeGenerator {
  public:
    explicit AtomsShape(const GeneratorOptions& options)
        : m_seed(options.seed), m_atoms(std::clamp<std::uint64_t>(options.atoms, 1, UINT32_MAX)),
          m_nodes(std::max<std::uint64_t>(m_atoms / 4, 1)) {}

    std::uint64_t typicalPathBytes() const override { return 52; }

    std::size_t write(std::uint64_t index, Byte* at) const override {
        Random random(m_seed, index);
        AtomWriter atom(at);
        // Of every 20 in a row: 30 %, 25 %, 20 %, 15 %, 10 %.
        const std::uint64_t kind = index % 20;
        if (kind < 6)
            writeEdge(atom, random);
        else if (kind < 11)
            writePerson(atom, random);
        else if (kind < 15)
            writeRule(atom, random);
        else if (kind < 18)
            writeFact(atom, random);
        else
            writeGene(atom, random);
        return atom.size();
    }

  private:
    static void putNode(AtomWriter& atom, std::uint64_t number) {
        atom.beginSymbol();
        atom.put("node");
        atom.putNumber(number);
        atom.endSymbol();
    }

    /// (edge nodeA nodeB 0.1234)
    void writeEdge(AtomWriter& atom, Random& random) const {
        atom.compound(4);
        atom.symbol("edge");
        putNode(atom, random.skewedBelow(m_nodes));
        putNode(atom, random.below(m_nodes));
        atom.beginSymbol();
        atom.put("0.");
        atom.putNumber(random.below(10'000), 4);
        atom.endSymbol();
    }

    /// (person first_last_7 34 city)
    void writePerson(AtomWriter& atom, Random& random) const {
        atom.compound(4);
        atom.symbol("person");
        atom.beginSymbol();
        atom.put(random.oneOf(kFirstNames));
        atom.put("_");
        atom.put(random.oneOf(kLastNames));
        atom.put("_");
        atom.putNumber(random.below(m_nodes));
        atom.endSymbol();
        atom.beginSymbol();
        atom.putNumber(18 + random.below(72));
        atom.endSymbol();
        atom.symbol(random.oneOf(kCities));
    }

    /// (rule (if (p $x node) (q $x $y)) (r $x $y))
    void writeRule(AtomWriter& atom, Random& random) const {
        atom.compound(3);
        atom.symbol("rule");
        atom.compound(3);
        atom.symbol("if");
        atom.compound(3);
        atom.symbol(random.oneOf(kPredicates));
        atom.newVariable();
        putNode(atom, random.below(m_nodes));
        atom.compound(3);
        atom.symbol(random.oneOf(kPredicates));
        atom.variable(0);
        atom.newVariable();
        atom.compound(3);
        atom.symbol(random.oneOf(kPredicates));
        atom.variable(0);
        atom.variable(1);
    }

    /// (: (fact 1a2b3c4d) (-> City (List name) Type7))
    static void writeFact(AtomWriter& atom, Random& random) {
        atom.compound(3);
        atom.symbol(":");
        atom.compound(2);
        atom.symbol("fact");
        atom.beginSymbol();
        atom.putHex(static_cast<std::uint32_t>(random.next() >> 32));
        atom.endSymbol();
        atom.compound(4);
        atom.symbol("->");
        atom.symbol(random.oneOf(kTypes));
        atom.compound(2);
        atom.symbol("List");
        atom.symbol(random.oneOf(kFirstNames));
        atom.beginSymbol();
        atom.put("Type");
        atom.putNumber(random.below(20));
        atom.endSymbol();
    }

    /// (isa (gene ENSG00000012345) (transcript ENST00000054321 protein_coding))
    void writeGene(AtomWriter& atom, Random& random) const {
        atom.compound(3);
        atom.symbol("isa");
        atom.compound(2);
        atom.symbol("gene");
        atom.beginSymbol();
        atom.put("ENSG");
        atom.putNumber(random.below(m_nodes), 11);
        atom.endSymbol();
        atom.compound(3);
        atom.symbol("transcript");
        atom.beginSymbol();
        atom.put("ENST");
        atom.putNumber(random.below(m_atoms), 11);
        atom.endSymbol();
        atom.symbol(random.oneOf(kBiotypes));
    }

    std::uint64_t m_seed;
    std::uint64_t m_atoms;
    std::uint64_t m_nodes;
};

class RandomShape final : public ShapeGenerator {
  public:
    explicit RandomShape(const GeneratorOptions& options) : m_seed(options.seed) {}
    std::uint64_t typicalPathBytes() const override { return 36; }

    std::size_t write(std::uint64_t index, Byte* at) const override {
        Random random(m_seed, index);
        const std::size_t size = 8 + random.below(57);
        for (std::size_t i = 0; i < size; i += 8) storeU64(at + i, random.next());
        return size;
    }

  private:
    std::uint64_t m_seed;
};

/// (a (b (c ... leaf))): the digits of the path's number, base 16, stand at a few of the levels, all other
/// levels are the same in all paths, so that neighbours share nearly everything.
class DeepShape final : public ShapeGenerator {
  public:
    explicit DeepShape(const GeneratorOptions& options) : m_seed(options.seed) {
        for (std::uint64_t rest = std::max<std::uint64_t>(options.atoms, 1) - 1; rest >= 16; rest /= 16)
            ++m_digits;
    }
    std::uint64_t typicalPathBytes() const override { return kLevels * (2 + kLevelBytes) + 12; }

    std::size_t write(std::uint64_t index, Byte* at) const override {
        AtomWriter atom(at);
        std::size_t digit = 0;
        for (std::size_t level = 0; level < kLevels; ++level) {
            atom.compound(2);
            atom.beginSymbol();
            Random filler(m_seed, level);
            std::uint64_t letters = 0;
            for (std::size_t i = 0; i + 1 < kLevelBytes; ++i) {
                if (i % 8 == 0) letters = filler.next();
                atom.putByte(static_cast<Byte>('a' + letters % 16));
                letters /= 16;
            }
            const bool forks = (digit + 1) * kLevels / (m_digits + 1) == level;
            if (forks) ++digit;
            const std::uint64_t choice = forks ? index >> (4 * (m_digits - digit)) & 0xF : 0;
            atom.putByte(static_cast<Byte>('a' + choice));
            atom.endSymbol();
        }
        Random random(m_seed, index + kLevels);
        atom.beginSymbol();
        atom.putHex(static_cast<std::uint32_t>(random.next() >> 32));
        atom.endSymbol();
        return atom.size();
    }

  private:
    static constexpr std::size_t kLevels = 42;
    static constexpr std::size_t kLevelBytes = 48;
    std::uint64_t m_seed;
    std::size_t m_digits = 1; ///< at most 16, fewer than levels
};

/// (n NNNN): consecutive big-endian numbers.
class DenseShape final : public ShapeGenerator {
  public:
    explicit DenseShape(const GeneratorOptions& options) {
        const std::uint64_t room = capacity() - std::min(options.atoms, capacity());
        m_first = Random(options.seed, 0).below(room + 1);
    }
    std::uint64_t typicalPathBytes() const override { return 8; }
    std::uint64_t capacity() const override { return std::uint64_t{1} << 32; }

    std::size_t write(std::uint64_t index, Byte* at) const override {
        AtomWriter atom(at);
        atom.compound(2);
        atom.symbol("n");
        atom.beginSymbol();
        const std::uint64_t number = m_first + index;
        for (unsigned shift = 32; shift != 0;) {
            shift -= 8;
            atom.putByte(static_cast<Byte>(number >> shift));
        }
        atom.endSymbol();
        return atom.size();
    }

  private:
    std::uint64_t m_first;
};

/// One symbol: the bytes of the path's number, most significant first, each followed by a byte that is the
/// same in all paths.
class WideShape final : public ShapeGenerator {
  public:
    explicit WideShape(const GeneratorOptions& options) : m_seed(options.seed) {
        for (std::uint64_t rest = std::max<std::uint64_t>(options.atoms, 1) - 1; rest >= 256; rest /= 256)
            ++m_digits;
    }
    std::uint64_t typicalPathBytes() const override { return 1 + 2 * m_digits; }

    std::size_t write(std::uint64_t index, Byte* at) const override {
        AtomWriter atom(at);
        atom.beginSymbol();
        Random filler(m_seed, 0);
        for (std::size_t digit = m_digits; digit-- > 0;) {
            atom.putByte(static_cast<Byte>(index >> (8 * digit)));
            atom.putByte(static_cast<Byte>(filler.next()));
        }
        atom.endSymbol();
        return atom.size();
    }

  private:
    std::uint64_t m_seed;
    std::size_t m_digits = 1;
};

} // namespace

std::unique_ptr<ShapeGenerator> ShapeGenerator::make(const GeneratorOptions& options) {
    switch (options.shape) {
    case Shape::Atoms:
        return std::make_unique<AtomsShape>(options);
    case Shape::Random:
        return std::make_unique<RandomShape>(options);
    case Shape::Deep:
        return std::make_unique<DeepShape>(options);
    case Shape::Dense:
        return std::make_unique<DenseShape>(options);
    case Shape::Wide:
        return std::make_unique<WideShape>(options);
    }
    return std::make_unique<AtomsShape>(options);
}

} // namespace spacebench::space
