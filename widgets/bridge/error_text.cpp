// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/error_text.h"

#include <QCoreApplication>

#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

QString asSentence(const QString& words) {
    if (words.isEmpty()) return words;
    QString sentence = words;
    sentence[0] = sentence[0].toUpper();
    const QChar last = sentence.back();
    if (last != QLatin1Char('.') && last != QLatin1Char('?')) sentence += QLatin1Char('.');
    return sentence;
}

} // namespace

QString errorHeading(ErrorCode code) {
    switch (code) {
    case ErrorCode::Io:
        return Tr::tr("The file cannot be read or written");
    case ErrorCode::NotThisFormat:
        return Tr::tr("This is no space file");
    case ErrorCode::UnsupportedVersion:
        return Tr::tr("This version is not supported");
    case ErrorCode::Corrupt:
        return Tr::tr("The file is damaged");
    case ErrorCode::LimitExceeded:
        return Tr::tr("A limit was reached");
    case ErrorCode::InvalidArgument:
        return Tr::tr("This request makes no sense");
    case ErrorCode::Unsupported:
        return Tr::tr("Not everything can be kept");
    case ErrorCode::Cancelled:
        return Tr::tr("Cancelled");
    case ErrorCode::WrongOutput:
        return Tr::tr("The output is wrong");
    case ErrorCode::Internal:
        return Tr::tr("An error in Spacebench");
    }
    return {};
}

ErrorText errorText(const Error& error) {
    ErrorText text;
    text.heading = errorHeading(error.code);
    text.sentence = asSentence(coreText(error.message));
    if (error.position) {
        text.where =
            Tr::tr("line %1, column %2").arg(grouped(error.position->line), grouped(error.position->column));
    } else if (error.byteOffset) {
        text.where = Tr::tr("%1 (byte %2)").arg(offsetText(*error.byteOffset), grouped(*error.byteOffset));
    }
    text.expected = toQt(error.expected);
    text.found = toQt(error.found);
    text.advice = asSentence(coreText(error.advice));

    text.details = text.heading + QStringLiteral("\n") + text.sentence;
    const auto add = [&text](const QString& label, const QString& value) {
        if (!value.isEmpty()) text.details += QStringLiteral("\n%1: %2").arg(label, value);
    };
    add(Tr::tr("File"), toQt(error.file));
    add(Tr::tr("Where"), text.where);
    add(Tr::tr("Expected"), text.expected);
    add(Tr::tr("Found"), text.found);
    for (const std::string& step : error.trail) add(Tr::tr("While"), toQt(step));
    add(Tr::tr("What to do"), text.advice);
    add(Tr::tr("Code"), toQt(errorCodeName(error.code)));
    return text;
}

QString severityText(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return Tr::tr("Note");
    case Severity::Warning:
        return Tr::tr("Warning");
    case Severity::Error:
        return Tr::tr("Error");
    }
    return {};
}

} // namespace spacebench::widgets
