// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/selection.h"

namespace spacebench::widgets {

Selection resolveSelection(const SelectionScope& scope, const SelectionRequest& request) {
    Selection selection;
    selection.request = request;
    selection.byteOffset = request.byteOffset;
    selection.path = request.path;
    if (!selection.path && request.byteOffset && scope.locator != nullptr) {
        selection.path = scope.locator->pathAt(*request.byteOffset);
    }
    if (!selection.path || scope.space == nullptr) return selection;

    const auto cursor = scope.space->cursor();
    if (cursor->descend(*selection.path) == selection.path->size()) {
        selection.isPath = cursor->isPath();
        selection.value = cursor->value();
        selection.nodeOffset = cursor->nodeOffset();
    }
    if (scope.locator != nullptr) selection.fields = scope.locator->fieldsOf(*selection.path);
    if (scope.index != nullptr) {
        const std::uint64_t row = scope.index->rowOf(*selection.path);
        if (row < scope.index->rows()) selection.row = row;
    }
    return selection;
}

} // namespace spacebench::widgets
