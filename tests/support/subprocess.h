// SPDX-License-Identifier: Apache-2.0
//
// Runs a program as a user does and tells all that came of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/shared_data.h"
#include "support/temp_folder.h"

namespace spacebench::tests {

struct ProcessResult {
    int exitStatus = -1; ///< -1 where a signal ended it
    int signal = 0;
    std::string out;
    std::string err;
    long peakKiB = 0; ///< resident; at least what this test program itself takes
};

/// A program under way. Output goes to files, so that nothing blocks on a full pipe.
class Process {
  public:
    struct Options {
        std::string stdinFile = "/dev/null";
        std::string stdoutFile{};               ///< empty = collected
        std::string folder{};                   ///< to run in; empty = this one's
        std::vector<std::string> environment{}; ///< "NAME=value", added
    };

    Process(const std::vector<std::string>& command, const Options& options) : m_options(options) {
        std::vector<char*> argv;
        for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        const std::string out = options.stdoutFile.empty() ? m_folder.file("out") : options.stdoutFile;
        const std::string err = m_folder.file("err");
        m_id = fork();
        if (m_id != 0) return;
        if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(127);
        redirect(options.stdinFile, O_RDONLY, STDIN_FILENO);
        redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        for (const std::string& entry : options.environment) putenv(const_cast<char*>(entry.c_str()));
        execv(argv[0], argv.data());
        _exit(127);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] pid_t id() const { return m_id; }

    [[nodiscard]] ProcessResult wait() {
        ProcessResult result;
        int status = 0;
        rusage usage{};
        if (wait4(m_id, &status, 0, &usage) != m_id) return result;
        if (WIFEXITED(status)) result.exitStatus = WEXITSTATUS(status);
        if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
        result.peakKiB = usage.ru_maxrss;
        if (m_options.stdoutFile.empty()) result.out = std::string(asText(readFile(m_folder.file("out"))));
        result.err = std::string(asText(readFile(m_folder.file("err"))));
        return result;
    }

  private:
    static void redirect(const std::string& path, int flags, int descriptor) {
        const int file = open(path.c_str(), flags, 0644);
        if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
        close(file);
    }

    TempFolder m_folder;
    Options m_options;
    pid_t m_id = -1;
};

} // namespace spacebench::tests
