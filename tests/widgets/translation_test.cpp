// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"

namespace spacebench::widgets {

namespace {

struct Message {
    QString source;
    QString translation;
    bool unfinished = false;
};

std::vector<Message> germanMessages() {
    QFile file(QStringLiteral(SPACEBENCH_SOURCE_DIR "/translations/spacebench_de.ts"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    std::vector<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("source")) messages.push_back({xml.readElementText(), {}, false});
        if (xml.name() == QLatin1String("translation")) {
            messages.back().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            messages.back().translation = xml.readElementText();
        }
    }
    EXPECT_FALSE(xml.hasError());
    return messages;
}

QStringList placesOf(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%[0-9]"));
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();) places += match.next().captured();
    places.sort();
    return places;
}

} // namespace

TEST(Translation, GermanIsCompleteAndFillsTheSamePlaces) {
    const std::vector<Message> messages = germanMessages();
    EXPECT_GT(messages.size(), 400U);
    for (const Message& message : messages) {
        EXPECT_FALSE(message.unfinished || message.translation.isEmpty()) << fromQt(message.source);
        EXPECT_EQ(placesOf(message.translation), placesOf(message.source)) << fromQt(message.source);
    }
}

TEST(Translation, IsEmbeddedInTheLibrary) {
    QTranslator german;
    ASSERT_TRUE(german.load(QLocale(QLocale::German), QStringLiteral("spacebench"), QStringLiteral("_"),
                            QStringLiteral(":/i18n")));
    ASSERT_TRUE(QCoreApplication::installTranslator(&german));
    EXPECT_EQ(errorHeading(ErrorCode::Corrupt), QStringLiteral("Die Datei ist beschädigt"));
    QCoreApplication::removeTranslator(&german);
    EXPECT_EQ(errorHeading(ErrorCode::Corrupt), QStringLiteral("The file is damaged"));
}

} // namespace spacebench::widgets
