// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/job_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include "bridge/error_text.h"
#include "bridge/to_qt.h"
#include "formats/format.h"

namespace spacebench::widgets {

namespace {

constexpr int kFieldWidth = 380;
constexpr const char* kFormatShape = "ID"; // what stands for a format in every job's help

/// "ACT tree (*.act)" a line, for file dialogs.
QString formatFilters(bool writing) {
    QStringList filters;
    for (const formats::Format* format : formats::allFormats()) {
        const formats::FormatInfo& info = format->info();
        if (info.extensions.empty() || (writing && !info.can(formats::Writes | formats::HoldsPaths)))
            continue;
        QStringList patterns;
        for (const std::string_view extension : info.extensions)
            patterns += QStringLiteral("*.") + toQt(extension);
        filters += QStringLiteral("%1 (%2)").arg(coreText(info.title), patterns.join(QLatin1Char(' ')));
    }
    const QString all = JobForm::tr("All files (*)");
    if (writing)
        filters += all;
    else
        filters.prepend(all);
    return filters.join(QStringLiteral(";;"));
}

} // namespace

JobForm::JobForm(const jobs::JobDescriptor& job, const jobs::ParamValues& initial, QWidget* parent)
    : QWidget(parent) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields.reserve(job.params.size()); // fields are referred to while they are built
    for (const jobs::ParamSpec& param : job.params)
        if (param.id != "json") addField(*form, param, initial);
}

void JobForm::addField(QFormLayout& form, const jobs::ParamSpec& param, const jobs::ParamValues& initial) {
    Field& field = m_fields.emplace_back();
    field.param = &param;
    QWidget* widget = nullptr;
    switch (param.kind) {
    case jobs::ParamKind::InputFile:
    case jobs::ParamKind::OutputFile:
        widget = fileField(field);
        break;
    case jobs::ParamKind::InputFiles:
        widget = fileListField(field);
        break;
    case jobs::ParamKind::Choice:
        widget = choiceField(field);
        break;
    case jobs::ParamKind::Flag:
        widget = flagField(field);
        break;
    case jobs::ParamKind::Text:
        widget = param.shape == kFormatShape ? choiceField(field) : textField(field);
        break;
    case jobs::ParamKind::Number:
        widget = textField(field);
        break;
    }
    const QString label = coreText(param.label);
    const QString help = coreText(param.help);
    widget->setToolTip(help);
    widget->setWhatsThis(help);
    widget->setAccessibleName(label);
    widget->setAccessibleDescription(help);
    widget->setObjectName(QStringLiteral("field-") + toQt(param.id));
    if (param.kind == jobs::ParamKind::Flag)
        form.addRow(QString(), widget);
    else
        form.addRow(label, widget);
    QStringList given;
    for (const std::string& value : initial.list(param.id)) given += toQt(value);
    if (!given.isEmpty()) field.write(given.join(QLatin1Char('\n')));
}

QWidget* JobForm::fileField(Field& field) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* edit = new QLineEdit;
    edit->setMinimumWidth(kFieldWidth);
    auto* browse = new QPushButton(tr("Browse..."));
    browse->setAutoDefault(false);
    row->addWidget(edit, 1);
    row->addWidget(browse);
    box->setFocusProxy(edit);
    const bool writing = field.param->kind == jobs::ParamKind::OutputFile;
    const QString title = coreText(field.param->label);
    if (!field.param->required) edit->setPlaceholderText(tr("automatic"));
    connect(edit, &QLineEdit::textChanged, this, &JobForm::changed);
    connect(browse, &QPushButton::clicked, this, [this, edit, writing, title] {
        // The job itself refuses to replace a file unless told to: the dialog need not ask as well.
        const QString path =
            writing ? QFileDialog::getSaveFileName(this, title, edit->text(), formatFilters(true), nullptr,
                                                   QFileDialog::DontConfirmOverwrite)
                    : QFileDialog::getOpenFileName(this, title, edit->text(), formatFilters(false));
        if (!path.isEmpty()) edit->setText(path);
    });
    field.read = [edit] { return edit->text().isEmpty() ? QStringList() : QStringList(edit->text()); };
    field.write = [edit](const QString& value) { edit->setText(value); };
    return box;
}

QWidget* JobForm::fileListField(Field& field) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* edit = new QPlainTextEdit;
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setPlaceholderText(tr("one file a line"));
    edit->setMaximumHeight(72);
    auto* browse = new QPushButton(tr("Add..."));
    browse->setAutoDefault(false);
    row->addWidget(edit, 1);
    row->addWidget(browse, 0, Qt::AlignTop);
    box->setFocusProxy(edit);
    const QString title = coreText(field.param->label);
    connect(edit, &QPlainTextEdit::textChanged, this, &JobForm::changed);
    connect(browse, &QPushButton::clicked, this, [this, edit, title] {
        for (const QString& path :
             QFileDialog::getOpenFileNames(this, title, QString(), formatFilters(false)))
            edit->appendPlainText(path);
    });
    field.read = [edit] { return edit->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts); };
    field.write = [edit](const QString& value) { edit->setPlainText(value); };
    return box;
}

QWidget* JobForm::choiceField(Field& field) {
    auto* combo = new QComboBox;
    const jobs::ParamSpec& param = *field.param;
    if (!param.required && param.defaultValue.empty()) combo->addItem(tr("automatic"), QString());
    for (const std::string& choice : param.choices) combo->addItem(coreText(choice), toQt(choice));
    if (param.choices.empty())
        for (const formats::Format* format : formats::allFormats())
            combo->addItem(
                QStringLiteral("%1 (%2)").arg(toQt(format->info().id), coreText(format->info().title)),
                toQt(format->info().id));
    const auto choose = [combo](const QString& value) {
        const int index = combo->findData(value);
        if (index >= 0) combo->setCurrentIndex(index);
    };
    choose(toQt(param.defaultValue));
    connect(combo, &QComboBox::currentIndexChanged, this, &JobForm::changed);
    field.read = [combo] {
        const QString value = combo->currentData().toString();
        return value.isEmpty() ? QStringList() : QStringList(value);
    };
    field.write = choose;
    return combo;
}

QWidget* JobForm::flagField(Field& field) {
    auto* box = new QCheckBox(coreText(field.param->label));
    connect(box, &QCheckBox::toggled, this, &JobForm::changed);
    field.read = [box] { return box->isChecked() ? QStringList(QStringLiteral("true")) : QStringList(); };
    field.write = [box](const QString& value) { box->setChecked(value != QLatin1String("false")); };
    return box;
}

QWidget* JobForm::textField(Field& field) {
    auto* edit = new QLineEdit;
    const jobs::ParamSpec& param = *field.param;
    if (!param.defaultValue.empty())
        edit->setText(toQt(param.defaultValue));
    else if (param.shape.size() > 2 && param.kind == jobs::ParamKind::Text)
        edit->setPlaceholderText(tr("default, or %1").arg(toQt(param.shape)));
    else if (!param.required)
        edit->setPlaceholderText(tr("default"));
    connect(edit, &QLineEdit::textChanged, this, &JobForm::changed);
    field.read = [edit] {
        const QString value = edit->text().trimmed();
        return value.isEmpty() ? QStringList() : QStringList(value);
    };
    field.write = [edit](const QString& value) { edit->setText(value); };
    return edit;
}

jobs::ParamValues JobForm::values() const {
    jobs::ParamValues values;
    for (const Field& field : m_fields) {
        const QStringList given = field.read();
        if (given.size() == 1 && fromQt(given.front()) == field.param->defaultValue) continue;
        for (const QString& value : given) values.add(field.param->id, fromQt(value));
    }
    return values;
}

QString JobForm::problemOf(const Field& field) const {
    const QString label = coreText(field.param->label);
    const QStringList given = field.read();
    if (given.isEmpty()) return field.param->required ? tr("%1: choose a file.").arg(label) : QString();
    switch (field.param->kind) {
    case jobs::ParamKind::InputFile:
    case jobs::ParamKind::InputFiles:
        for (const QString& path : given)
            if (!QFileInfo::exists(path)) return tr("%1: there is no file %2.").arg(label, path);
        return {};
    case jobs::ParamKind::OutputFile:
        if (QFileInfo(given.front()).isDir()) return tr("%1: %2 is a folder.").arg(label, given.front());
        if (!QFileInfo(given.front()).absoluteDir().exists())
            return tr("%1: there is no folder %2.").arg(label, QFileInfo(given.front()).absolutePath());
        return {};
    case jobs::ParamKind::Number: {
        jobs::ParamValues one;
        one.set(field.param->id, fromQt(given.front()));
        const auto number = one.number(field.param->id, 0);
        return number.ok() ? QString() : tr("%1: %2").arg(label, errorText(number.error()).sentence);
    }
    case jobs::ParamKind::Text:
    case jobs::ParamKind::Choice:
    case jobs::ParamKind::Flag:
        return {};
    }
    return {};
}

QString JobForm::problem() const {
    for (const Field& field : m_fields)
        if (const QString problem = problemOf(field); !problem.isEmpty()) return problem;
    return {};
}

void JobForm::setValue(const std::string& id, const QString& value) {
    for (Field& field : m_fields)
        if (field.param->id == id) field.write(value);
}

} // namespace spacebench::widgets
