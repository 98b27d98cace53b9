// The built-in sample day: invented papers for a first look without a network. Marked as samples
// in the Digest and so in every rendering; never stored.
// No state; any thread.
#pragma once

#include "app/library.hpp"

namespace sheaf::app {

Result<Digest> sample_digest(Library& library, const DigestRequest& request, const Task& task);

}  // namespace sheaf::app
