// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "jobs/plan/plan.h"
#include "support/temp_folder.h"

namespace spacebench::jobs {
namespace {

constexpr const char* kSmall = R"({"inputs": [{"atoms": "1K"}], "measure": [{"operations": ["serialize"]}]})";

/// kSmall with `line` as its own line 2, before the rest on line 3.
std::string withLine(const std::string& line) {
    return "{\n" + line + ",\n" + std::string(kSmall).substr(1);
}
/// A plan whose only sweep has `line` as line 3.
std::string withSweepLine(const std::string& line) {
    return "{\"inputs\": [{\"atoms\": 10}],\n\"measure\": [{\"operations\": [\"serialize\"],\n" + line +
           "}]}";
}
std::string withInput(const std::string& input) {
    return "{\"inputs\": [\n" + input + "],\n\"measure\": [{\"operations\": [\"serialize\"]}]}";
}

TEST(PlanReader, givesEveryKeyButInputsAndMeasureADefault) {
    const auto plan = planFromText(kSmall, "some/nightly.json");
    ASSERT_TRUE(plan.ok()) << plan.error().describe();
    EXPECT_EQ(plan->name, "plan");
    EXPECT_EQ(plan->runs, 10U);
    EXPECT_EQ(plan->warmUp, 1U);
    EXPECT_EQ(plan->isolation, Isolation::Process);
    EXPECT_TRUE(plan->control);
    ASSERT_EQ(plan->inputs.size(), 1U);
    EXPECT_EQ(plan->inputs[0].generated.atoms, 1000U);
    ASSERT_EQ(plan->sweeps.size(), 1U);
    EXPECT_EQ(plan->sweeps[0].codecs, std::vector<std::string>{"default"});
}

TEST(PlanReader, refusesEveryMistakeWithItsLine) {
    struct Case {
        std::string text;
        std::uint64_t line;
        std::string words; ///< somewhere in the error
        ErrorCode code = ErrorCode::InvalidArgument;
    };
    const std::string manyOperations = [] {
        std::string list = "\"threads\": [0";
        for (int i = 1; i < 1500; ++i) list += "," + std::to_string(i);
        return list + "]";
    }();
    for (const Case& c : std::vector<Case>{
             {"{\"inputs\": [],\n\"measure\": []}", 1, "at least one"},
             {"[]", 1, "an object"},
             {"{\"measure\": [{\"operations\": [\"load\"]}]}", 1, "'inputs'"},
             {"{\"inputs\": [{\"atoms\": 1}]}", 1, "'measure'"},
             {withLine("\"runz\": 3"), 2, "Did you mean 'runs'?"},
             {withLine("\"runs\": \"many\""), 2, "wrong kind"},
             {withLine("\"runs\": 0"), 2, "out of range"},
             {withLine("\"runs\": 2.5"), 2, "whole number"},
             {withLine("\"runs\": -1"), 2, "out of range"},
             {withLine("\"runs\": 99999999999999999999999"), 2, "out of range"},
             {withLine("\"runs\": [10]"), 2, "a list"},
             {withLine("\"schema\": \"spacebench.bench\""), 2, "spacebench.plan"},
             {withLine("\"version\": 2"), 2, "version 1", ErrorCode::UnsupportedVersion},
             {withLine("\"name\": \"../evil\""), 2, "letters"},
             {withLine("\"name\": \"a\\u0000b\""), 2, "control character"},
             {withLine("\"title\": 7"), 2, "a text"},
             {withLine("\"tags\": [\"a\", \"a\"]"), 2, "twice"},
             {withLine("\"tags\": \"a\""), 2, "a list"},
             {withLine("\"isolation\": \"proces\""), 2, "'process'"},
             {withLine("\"pin\": \"0,x\""), 2, "0,2"},
             {withLine("\"pin\": \"1,1\""), 2, "distinct"},
             {withLine("\"control\": 1"), 2, "true or false"},
             {withLine("\"budget_s\": -3"), 2, "out of range"},
             {withLine("\"interval_goal\": 2"), 2, "out of range"},
             {withLine("\"min_sample_ms\": \"10\""), 2, "wrong kind"},
             {withLine("\"programs\": []"), 2, "at least one"},
             {withLine("\"programs\": [{\"name\": \"a\"}, {\"name\": \"a\"}]"), 2, "two programs"},
             {withLine("\"programs\": [{\"name\": \"a\", \"file\": \"no/such\"}]"), 2, "not there",
              ErrorCode::Io},
             {withLine("\"programs\": [{\"file\": \"/bin/true\"}]"), 2, "'name'"},
             {withLine("\"isolation\": \"in-process\",\n\"programs\": [{\"name\": \"a\", \"file\": "
                       "\"/bin/true\"}]"),
              3, "this process"},
             {withLine("\"name\": \"a\",\n\"name\": \"b\""), 3, "line 2"},
             {withInput("{\"file\": \"no/such.paths\"}"), 2, "not there", ErrorCode::Io},
             {withInput("{\"file\": \"/\"}"), 2, "folder"},
             {withInput("{\"file\": \"\"}"), 2, "no file"},
             {withInput("{\"atoms\": 10,\n \"file\": \"a\"}"), 2, "one of file, atoms, space"},
             {withInput("{\"seed\": 1}"), 2, "none of them"},
             {withInput("{\"space\": \"a\",\n \"seed\": 1}"), 3, "generated"},
             {withInput("{\"atoms\": 0}"), 2, "out of range"},
             {withInput("{\"atoms\": \"10Q\"}"), 2, "1K"},
             {withInput("{\"atoms\": 1,\n \"shape\": \"rand\"}"), 3, "random"},
             {withInput("{\"atoms\": 1},\n{\"atoms\": 1}"), 3, "twice"},
             {withInput("\"kb.paths\""), 2, "an object"},
             {withSweepLine("\"operatons\": []"), 3, "Did you mean 'operations'?"},
             {withSweepLine("\"formats\": [\"mtst\"]"), 3, "Did you mean 'mtts'?"},
             {withSweepLine("\"formats\": [\"mtts\", \"mtts\"]"), 3, "twice"},
             {withSweepLine("\"formats\": [[]]"), 3, "an empty list"},
             {withSweepLine("\"codecs\": [\"zstdd\"]"), 3, "Did you mean 'zstd'?"},
             {withSweepLine("\"codecs\": [\"zstd:99\"]"), 3, "99 is no level"},
             {withSweepLine("\"codecs\": [\"zstd:9..1\"]"), 3, "empty"},
             {withSweepLine("\"codecs\": [\"zstd:1..\"]"), 3, "no level"},
             {withSweepLine("\"codecs\": [\"snappy:1\"]"), 3, "without a level"},
             {withSweepLine("\"codecs\": [\"\"]"), 3, "no codec"},
             {withSweepLine("\"switches\": [\"fast\"]"), 3, "optimized"},
             {withSweepLine("\"switches\": [{\"name\": \"product\", \"settings\": {}}]"), 3, "meaning"},
             {withSweepLine("\"switches\": [{\"name\": \"a\",\n \"settings\": {\"pol\": true}}]"), 4,
              "'pool'"},
             {withSweepLine("\"switches\": [{\"name\": \"a\",\n \"settings\": {\"pool\": 1}}]"), 4,
              "true or false"},
             {withSweepLine("\"switches\": [{\"name\": \"a\",\n \"settings\": {\"copy\": \"x\"}}]"), 4,
              "setting"},
             {withSweepLine("\"switches\": [{\"name\": \"a\",\n \"settings\": {\"codec\": \"zlib\"}}]"), 4,
              "no key"},
             {withSweepLine("\"threads\": [-1]"), 3, "out of range"},
             {withSweepLine("\"threads\": 1"), 3, "a list"},
             {withSweepLine(manyOperations), 3, "too long"},
             {withSweepLine("\"media\": [\"disk\"]"), 3, "memory, file"},
             {withSweepLine("\"cache\": [\"cold\"]"), 2, "page cache"},
             {withSweepLine("\"formats\": [\"json\"]"), 2, "does not write"},
             {withSweepLine("\"formats\": [\"act\"],\n\"codecs\": [\"zstd\"]"), 2, "takes no codec"},
             {withSweepLine("\"injected_delay\": 11"), 3, "out of range"},
             {std::string(100'000, '['), 1, "16 levels", ErrorCode::LimitExceeded},
             {"{\"inputs\": [{\"atoms\": 1}],\n\"measure\": [{\"operations\": [\"serialize\",\n]}]}", 3,
              "no JSON"},
             {"", 1, "no JSON"},
             {"\xFF\xFE{", 1, "no JSON"},
         }) {
        const auto plan = planFromText(c.text, "p.json");
        ASSERT_FALSE(plan.ok()) << c.text.substr(0, 200);
        const Error& error = plan.error();
        EXPECT_EQ(error.code, c.code) << error.describe();
        ASSERT_TRUE(error.position) << c.text.substr(0, 200) << "\n" << error.describe();
        EXPECT_EQ(error.position->line, c.line) << c.text.substr(0, 200) << "\n" << error.describe();
        EXPECT_NE(error.describe().find(c.words), std::string::npos) << error.describe();
        EXPECT_EQ(error.file, "p.json");
    }
}

TEST(PlanReader, looksForFilesBesideThePlan) {
    const tests::TempFolder folder;
    const std::string input = folder.write("kb.paths", "x");
    const auto plan = planFromText(withInput("{\"file\": \"./kb.paths\"}"), folder.file("p.json"));
    ASSERT_TRUE(plan.ok()) << plan.error().describe();
    EXPECT_EQ(plan->inputs[0].file, input);
    EXPECT_EQ(plan->inputs[0].name(), "kb.paths");
}

TEST(PlanReader, leavesKeysOfYourOwnAlone) {
    EXPECT_TRUE(planFromText(withLine("\"x-team\": {\"a\": [1, 2]}"), "p.json").ok());
}

TEST(PlanReader, readsBackWhatTheWriterWrote) {
    const std::string text = R"({
      "schema": "spacebench.plan", "version": 1, "name": "all", "title": "All \"keys\"", "description": "d",
      "inputs": [{"atoms": "100K", "shape": "wide", "seed": 7}, {"space": "kb"}],
      "measure": [{"operations": ["serialize", "deserialize", "load"], "formats": ["mtts", "act"],
                   "codecs": ["default", "zstd:1..3"], "threads": [1, 0], "media": ["memory", "file"],
                   "cache": ["warm", "cold"], "injected_delay": 0.1,
                   "switches": ["product", "current", "optimized",
                                {"name": "mine", "settings": {"pool": true, "write_buffer": "256K"}}]},
                  {"operations": ["compress"], "codecs": ["lz4"]}],
      "programs": [{"name": "this"}, {"name": "before", "file": "/bin/true"}],
      "runs": 11, "warm_up": 0, "min_sample_ms": 2.5, "budget_s": 60, "interval_goal": 0.02,
      "isolation": "process", "pin": "0", "seed": 18446744073709551615, "control": false, "tags": ["a", "b"]})";
    const auto plan = planFromText(text, "/p.json");
    ASSERT_TRUE(plan.ok()) << plan.error().describe();
    const Json json = toJson(*plan);
    const std::string written = toText(json);
    const auto again = planFromText(written, "/p.json");
    ASSERT_TRUE(again.ok()) << again.error().describe() << "\n" << written;
    EXPECT_EQ(toJson(*again), json);
    ASSERT_EQ(again->sweeps[0].switches.size(), 4U);
    EXPECT_TRUE(again->sweeps[0].switches[3].settings->pool);
    EXPECT_EQ(again->sweeps[0].switches[3].settings->writeBuffer, 256'000U);
    EXPECT_EQ(again->seed, UINT64_MAX);
    EXPECT_EQ(again->programs.size(), 2U);
    EXPECT_NE(written.find("\n      \"operations\": [\"serialize\", \"deserialize\", \"load\"],\n"),
              std::string::npos)
        << written;
}

} // namespace
} // namespace spacebench::jobs
