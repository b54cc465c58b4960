// SPDX-License-Identifier: GPL-3.0-or-later
//
// A form made from a job's parameters: file pickers, choices, flags, numbers. Knows nothing of any particular
// job; `json` is left out, because the window shows the report itself.
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "jobs/job.h"

class QFormLayout;

namespace spacebench::widgets {

class JobForm final : public QWidget {
    Q_OBJECT

  public:
    JobForm(const jobs::JobDescriptor& job, const jobs::ParamValues& initial, QWidget* parent = nullptr);

    /// What the fields say; fields left at their default are absent.
    [[nodiscard]] jobs::ParamValues values() const;
    /// Why the job cannot run with these, in words; empty = it can.
    [[nodiscard]] QString problem() const;
    /// Sets one field from outside; unknown ids are ignored.
    void setValue(const std::string& id, const QString& value);

  Q_SIGNALS:
    void changed();

  private:
    struct Field {
        const jobs::ParamSpec* param;
        std::function<QStringList()> read;
        std::function<void(const QString&)> write;
    };
    void addField(QFormLayout& form, const jobs::ParamSpec& param, const jobs::ParamValues& initial);
    [[nodiscard]] QWidget* fileField(Field& field);
    [[nodiscard]] QWidget* fileListField(Field& field);
    [[nodiscard]] QWidget* choiceField(Field& field);
    [[nodiscard]] QWidget* flagField(Field& field);
    [[nodiscard]] QWidget* textField(Field& field);
    [[nodiscard]] QString problemOf(const Field& field) const;

    std::vector<Field> m_fields;
};

} // namespace spacebench::widgets
