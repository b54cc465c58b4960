// SPDX-License-Identifier: Apache-2.0
#include "layout/field_range.h"

namespace spacebench::layout {

std::string_view fieldKindName(FieldKind kind) {
    switch (kind) {
    case FieldKind::Magic:
        return "magic";
    case FieldKind::Version:
        return "version";
    case FieldKind::Count:
        return "count";
    case FieldKind::Length:
        return "length";
    case FieldKind::Offset:
        return "offset";
    case FieldKind::Value:
        return "value";
    case FieldKind::NodeHeader:
        return "node header";
    case FieldKind::Mask:
        return "mask";
    case FieldKind::ChildBytes:
        return "child bytes";
    case FieldKind::LineData:
        return "line data";
    case FieldKind::PathBytes:
        return "path bytes";
    case FieldKind::SymbolTable:
        return "symbol table";
    case FieldKind::Compressed:
        return "compressed";
    case FieldKind::Checksum:
        return "checksum";
    case FieldKind::Padding:
        return "padding";
    case FieldKind::Trailer:
        return "trailer";
    case FieldKind::Reserved:
        return "reserved";
    case FieldKind::Text:
        return "text";
    case FieldKind::Unclaimed:
        return "unclaimed";
    }
    return "unclaimed";
}

} // namespace spacebench::layout
