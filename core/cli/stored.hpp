// Stored: the digest that an earlier run left in the store.
// A plain value; main thread.
#pragma once

#include "json.hpp"

namespace cli {

class Args;
class Host;

/// The op's answer for --day (or the latest day) of the profile, rendered as `format`. The profile
/// is not needed, but tells which of several profiles' digests is meant. `wishes` are further
/// arguments of the op.
Json export_stored(Host& host, const Args& args, const std::string& format, const Json& wishes);
/// The stored digest itself.
/// With `diagrams` each mindmap stands as Mermaid beside its tree.
Json stored_digest(Host& host, const Args& args, bool diagrams = false);

}  // namespace cli
