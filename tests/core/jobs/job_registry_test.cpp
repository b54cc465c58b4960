// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "jobs/job.h"
#include "jobs/report_text.h"

namespace spacebench::jobs {
namespace {

ParamSpec option(const char* id, ParamKind kind, const char* standard = "") {
    return {id, kind, "", "", standard, {}, false, false, "", ""};
}

JobDescriptor exampleJob() {
    JobDescriptor job;
    job.id = "convert";
    job.params = {option("in", ParamKind::InputFile), option("to", ParamKind::Text, "act"),
                  option("force", ParamKind::Flag), option("under", ParamKind::Text)};
    job.params[0].positional = true;
    return job;
}

TEST(ParamValues, NumbersTakeDecimalSuffixes) {
    const struct {
        const char* text;
        std::uint64_t number;
    } kCases[] = {{"0", 0}, {"12", 12}, {"3K", 3'000}, {"2m", 2'000'000}, {"1G", 1'000'000'000}};
    for (const auto& sample : kCases) {
        ParamValues values;
        values.set("limit", sample.text);
        const auto number = values.number("limit", 7);
        ASSERT_TRUE(number.ok()) << sample.text;
        EXPECT_EQ(number.value(), sample.number);
    }
    EXPECT_EQ(ParamValues().number("limit", 7).value(), 7U);
}

TEST(ParamValues, WhatIsNoNumberIsRefusedByName) {
    for (const char* text : {"", "-1", "1.5", "12x", "12KB", "99999999999999999999", "99999999999999G"}) {
        ParamValues values;
        values.set("limit", text);
        const auto number = values.number("limit", 7);
        ASSERT_FALSE(number.ok()) << text;
        EXPECT_EQ(number.error().code, ErrorCode::InvalidArgument);
        EXPECT_THAT(number.error().message, testing::HasSubstr("--limit"));
    }
}

TEST(CommandLine, QuotesWhatAShellWouldSplitOrExpand) {
    ParamValues values;
    values.set("in", "my file's.act");
    values.set("under", "(edge $x");
    values.set("force", "true");
    values.set("to", "act"); // the default: not shown
    EXPECT_EQ(commandLine(exampleJob(), values),
              R"(spacectl convert 'my file'\''s.act' --force --under '(edge $x')");
}

TEST(CommandLine, ValuesThatStartWithADashDoNotReadAsOptions) {
    ParamValues values;
    values.set("in", "-rf");
    values.set("under", "-x");
    EXPECT_EQ(commandLine(exampleJob(), values), "spacectl convert ./-rf --under=-x");
    values.set("in", "-");
    EXPECT_EQ(commandLine(exampleJob(), values), "spacectl convert - --under=-x");
}

TEST(Registry, EveryJobCanBeFoundAndRun) {
    for (const JobDescriptor* job : allJobs()) {
        EXPECT_EQ(findJob(job->id), job);
        EXPECT_NE(job->run, nullptr) << job->id;
        EXPECT_FALSE(job->summary.empty()) << job->id;
        EXPECT_FALSE(job->examples.empty()) << job->id;
        for (const ParamSpec& spec : job->params) {
            EXPECT_EQ(job->param(spec.id), &spec);
            EXPECT_FALSE(spec.help.empty()) << job->id << " " << spec.id;
        }
    }
    EXPECT_EQ(findJob("no such job"), nullptr);
}

TEST(ReportText, JsonStringsAreAlwaysUtf8) {
    std::string text;
    appendJsonString("a\"\\\n\xC3\xA9\xFF\xED\xA0\x80", text);
    EXPECT_EQ(text, "\"a\\\"\\\\\\u000a\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    EXPECT_TRUE(nlohmann::json::accept(text));
}

TEST(ReportText, HexIsCheckedToTheCharacter) {
    EXPECT_EQ(parseHex("04 C4ff", "--prefix").value(), (Bytes{0x04, 0xC4, 0xFF}));
    EXPECT_EQ(parseHex("", "--prefix").value(), Bytes{});
    EXPECT_FALSE(parseHex("04C", "--prefix").ok());
    EXPECT_FALSE(parseHex("0xC4", "--prefix").ok());
    EXPECT_FALSE(parseHex("0 4", "--prefix").ok());
    EXPECT_EQ(hexText(Bytes{0x04, 0xC4, 0xFF}), "04c4ff");
}

} // namespace
} // namespace spacebench::jobs
