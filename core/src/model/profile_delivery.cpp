// The section about who gets a finished digest, by mail and by webhook; see profile_parts.hpp.
// No state; any thread.
#include "model/profile_parts.hpp"

#include <algorithm>

#include "base/mailbox.hpp"
#include "base/text.hpp"

namespace sheaf::profile_parts {
namespace {

constexpr int kMostPapers = 100000;

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
}

Status read_mail_server(ObjectReader& in, std::string& server) {
  SHEAF_TRY(in.take("server", server));
  if (server.empty()) return {};
  if ((server.starts_with("smtp://") || server.starts_with("smtps://")) && is_plain(server) && !contains(server, "@"))
    return {};
  return in.wrong(in.below("server"), "must be like \"smtps://smtp.example.org\" or "
                                      "\"smtp://smtp.example.org:587\", without user and password");
}

Status read_unsubscribe(ObjectReader& in, std::string& url) {
  SHEAF_TRY(in.take("unsubscribe", url));
  if (url.empty() || ((url.starts_with("https://") || url.starts_with("mailto:")) && is_plain(url) && url.size() < 900))
    return {};
  return in.wrong(in.below("unsubscribe"), "must begin with https:// or mailto: and have no spaces");
}

Status check_mailbox(const ObjectReader& in, const std::string& text, const JsonPath& path) {
  const auto box = parse_mailbox(text);
  return box.ok() ? Status() : Status(in.wrong(path, box.error().message));
}

Status read_recipient(const ObjectReader& in, const Json& value, const JsonPath& path, std::vector<std::string>& to) {
  SHEAF_TRY(read_text(in, value, path, to));
  return check_mailbox(in, to.back(), path);
}

Status read_mail(ObjectReader& in, MailProfile& mail) {
  SHEAF_TRY(read_mail_server(in, mail.server));
  SHEAF_TRY(read_one_of(in, "security", mail.security, {"tls", "none"}));
  SHEAF_TRY(in.take("user", mail.user));
  SHEAF_TRY(read_secret(in, "password", mail.password));
  SHEAF_TRY(in.take("from", mail.from));
  SHEAF_TRY(in.take_list("to", [&](const Json& value, const JsonPath& path) {
    return read_recipient(in, value, path, mail.to);
  }));
  SHEAF_TRY(read_unsubscribe(in, mail.unsubscribe));
  SHEAF_TRY(in.take_count("max_papers", mail.max_papers, kMostPapers));
  if (mail.server.empty()) return in.refuse_unknown();
  SHEAF_TRY(check_mailbox(in, mail.from, in.below("from")));
  if (mail.to.empty()) return in.wrong(in.below("to"), "is missing: name who gets the digest");
  return in.refuse_unknown();
}

Status read_webhook(ObjectReader& in, WebhookProfile& hook) {
  SHEAF_TRY(in.take("name", hook.name));
  SHEAF_TRY(read_one_of(in, "kind", hook.kind, {"json", "slack", "feishu"}));
  SHEAF_TRY(in.take("url", hook.url));
  if (!hook.url.empty()) SHEAF_TRY(read_url(in, "url", hook.url));
  SHEAF_TRY(read_secret(in, "url_from", hook.url_from));
  SHEAF_TRY(read_secret(in, "secret", hook.secret));
  SHEAF_TRY(in.take_count("max_papers", hook.max_papers, kMostPapers));
  hook.name = collapse_spaces(hook.name);
  if (hook.name.empty()) hook.name = hook.kind;
  if (hook.url.empty() && hook.url_from == SecretSource())
    return in.wrong(in.below("url"), "is missing: give \"url\", or \"url_from\" with \"env\", \"command\" or \"file\"");
  return in.refuse_unknown();
}

Status read_webhooks(ObjectReader& in, std::vector<WebhookProfile>& hooks) {
  return in.take_list("webhooks", [&](const Json& value, const JsonPath& path) -> Status {
    WebhookProfile hook;
    SHEAF_TRY(in.read_object(value, path, [&](ObjectReader& sub) { return read_webhook(sub, hook); }));
    for (const WebhookProfile& other : hooks)
      if (other.name == hook.name)
        return in.wrong(path, "a webhook named \"" + hook.name + "\" is there already: give it a \"name\"");
    hooks.push_back(std::move(hook));
    return {};
  });
}

}  // namespace

Status read_delivery(ObjectReader& in, DeliveryProfile& delivery) {
  SHEAF_TRY(in.take_object("mail", [&](ObjectReader& sub) { return read_mail(sub, delivery.mail); }));
  SHEAF_TRY(read_webhooks(in, delivery.webhooks));
  SHEAF_TRY(read_one_of(in, "when_empty", delivery.when_empty, {"nothing", "line"}));
  SHEAF_TRY(read_one_of(in, "when_failed", delivery.when_failed, {"nothing", "line"}));
  SHEAF_TRY(in.take("page_url", delivery.page_url));
  if (!delivery.page_url.empty()) SHEAF_TRY(read_url(in, "page_url", delivery.page_url));
  return in.refuse_unknown();
}

}  // namespace sheaf::profile_parts
