/* struct_size tells versions of a struct apart only if growth changes sizeof(): so an option
 * struct must not end in padding, where a small new member would fit without a trace.
 * check_layout.py sees to it that every option struct of the header is named here. */
#include <sheaf/sheaf.h>

#define OPTION_STRUCT(type, last)                                                          \
  _Static_assert(offsetof(type, struct_size) == 0, #type " does not start with its size"); \
  _Static_assert(sizeof(type) == offsetof(type, last) + sizeof(((type*)0)->last),          \
                 #type " ends in padding")

OPTION_STRUCT(sheaf_http_request, timeout_ms);
OPTION_STRUCT(sheaf_config, http_user_data);
OPTION_STRUCT(sheaf_progress, waiting_ms);
OPTION_STRUCT(sheaf_call, cancel);
OPTION_STRUCT(sheaf_query, ascending);
OPTION_STRUCT(sheaf_profile, scorer);
OPTION_STRUCT(sheaf_summary_options, flags);
OPTION_STRUCT(sheaf_digest_options, reserved);

int main(void) {
  return sheaf_abi_version() == SHEAF_ABI_VERSION ? 0 : 1;
}
