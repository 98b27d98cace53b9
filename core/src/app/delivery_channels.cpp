// Mail and webhooks as channels; see delivery_channels.hpp.
// No state; any thread.
#include "app/delivery_channels.hpp"

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/mailbox.hpp"
#include "base/text.hpp"
#include "llm/secret.hpp"
#include "model/json.hpp"
#include "net/hmac.hpp"
#include "net/smtp.hpp"
#include "net/smtp_message.hpp"
#include "net/url.hpp"

namespace sheaf::app {
namespace {

using render::DeliveryNote;

/// The same for the same news to the same reader, so that a mail that arrives twice is known as one.
std::string mail_id(const DeliveryNote& note, const std::string& to, const ChannelAccess& access) {
  std::string what = note.profile + "\n" + to + "\n" + std::to_string(static_cast<int>(note.kind)) + note.failure;
  for (const std::size_t index : note.shown) what += "\n" + note.digest->entries[index].paper.id;
  std::string id = format_day(note.day) + "-" + to_hex(fnv1a64(what));
  return access.again ? id + "-" + std::to_string(access.library.clock().now_ms()) : id;
}

Status send_by_mail(const ChannelAccess& access, const std::string& recipient, DeliveryNote note) {
  const MailProfile& profile = access.profile.delivery.mail;
  net::MailMessage mail;
  SHEAF_ASSIGN(mail.from, parse_mailbox(profile.from));
  SHEAF_ASSIGN(mail.to, parse_mailbox(recipient));
  net::MailServer server;
  SHEAF_ASSIGN(server.secret, llm::read_secret(profile.password, access.task));
  server.url = profile.server;
  server.tls = profile.security != "none";
  server.user = profile.user;
  server.timeout_ms = access.profile.network.timeout_ms;
  server.max_retries = access.profile.network.max_retries;
  note.unsubscribe = profile.unsubscribe;
  mail.subject = render::delivery_subject(note);
  mail.text = render::mail_text(note);
  mail.html = render::mail_html(note);
  mail.unsubscribe = profile.unsubscribe;
  mail.id = mail_id(note, mail.to.address, access);
  mail.date = access.library.clock().now();
  const net::MailEnvelope envelope{mail.from.address, mail.to.address, net::mail_bytes(mail)};
  return net::send_mail(server, envelope, access.library.clock(), access.library.logger(), access.task);
}

/// What may be shown of a text about a hook: its URL's path is a password.
class Veil {
 public:
  Veil(std::string url, std::string secret) : url_(std::move(url)), secret_(std::move(secret)) {
    const auto parts = net::split_url(url_);
    shown_ = parts ? parts->scheme + "://" + parts->host + "/…" : "the webhook";
    const std::size_t begin = url_.find("://");
    const std::size_t path = begin == std::string::npos ? begin : url_.find_first_of("/?", begin + 3);
    if (path != std::string::npos) path_ = url_.substr(path);
  }
  std::string over(std::string_view text) const {
    std::string out = replace_all(replace_all(text, url_, shown_), net::shown_url(url_), shown_);
    if (path_.size() >= 8) out = replace_all(out, path_, "/…");
    return llm::without_secret(out, secret_);
  }

 private:
  std::string url_, secret_, shown_, path_;
};

Result<std::string> url_of(const WebhookProfile& hook, const Task& task) {
  if (!hook.url.empty()) return hook.url;
  SHEAF_ASSIGN(const std::string url, llm::read_secret(hook.url_from, task));
  if (net::check_url(url).ok()) return url;
  return Error(ErrorCode::kInvalid, "what " + llm::describe(hook.url_from) + " gives is not a URL like https://…");
}

net::HttpRequest request_for(const WebhookProfile& hook, const DeliveryNote& note, const std::string& secret, Seconds now) {
  net::HttpRequest request;
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Accept", "*/*"}};
  if (hook.kind == "slack") {
    request.body = render::slack_body(note);
  } else if (hook.kind == "feishu") {
    const std::string time = std::to_string(now);
    // As Feishu has it: the text to sign is the key, and the message is empty.
    const std::string sign = secret.empty() ? "" : base64(net::hmac_sha256(time + "\n" + secret, ""));
    request.body = render::feishu_body(note, time, sign);
  } else {
    request.body = render::json_body(note);
    if (!secret.empty()) request.headers.push_back({"Authorization", "Bearer " + secret});
  }
  return request;
}

/// Feishu answers 200 also when it refuses.
Status check_answer(const WebhookProfile& hook, const net::HttpResponse& response) {
  if (hook.kind != "feishu") return {};
  const auto json = parse_json(response.body, "the answer");
  const auto code = json.ok() && json->is_object() ? json->find("code") : Json::const_iterator();
  if (json.ok() && json->is_object() && (code == json->end() || *code == 0)) return {};
  const std::string why = json.ok() && json->is_object() ? json_string(*json, "msg") : shorten(to_valid_utf8(response.body), 200);
  return Error(ErrorCode::kHttp, "Feishu refused the message: " + why);
}

Status post(const ChannelAccess& access, const WebhookProfile& hook, const DeliveryNote& note) {
  SHEAF_ASSIGN(const std::string url, url_of(hook, access.task));
  SHEAF_ASSIGN(const std::string secret, llm::read_secret(hook.secret, access.task));
  if (hook.kind == "json") SHEAF_TRY(llm::check_header_secret(secret, hook.secret));
  const Veil veil(url, secret);
  const Logger& outer = access.library.logger();
  const Logger logger([&](LogLevel level, const std::string& message) { outer.log(level, veil.over(message)); });
  SHEAF_ASSIGN(const auto client, access.library.make_client(access.profile, logger));
  net::HttpRequest request = request_for(hook, note, secret, access.library.clock().now());
  request.url = url;
  request.reach = net::Reach::kAny;
  request.timeout_ms = access.profile.network.timeout_ms;
  const auto response = client->send(std::move(request), access.task);
  Status status = response.ok() ? check_answer(hook, *response) : Status(response.error());
  if (!status.ok()) status.error().message = veil.over(status.error().message);
  return status;
}

}  // namespace

std::vector<Channel> channels_of(const ChannelAccess& access) {
  const DeliveryProfile& delivery = access.profile.delivery;
  std::vector<Channel> channels;
  if (!delivery.mail.server.empty()) {
    for (const std::string& to : delivery.mail.to) {
      const auto box = parse_mailbox(to);
      channels.push_back({"mail:" + (box.ok() ? ascii_lower(box->address) : to), static_cast<std::size_t>(delivery.mail.max_papers),
                          [&access, to](const DeliveryNote& note) { return send_by_mail(access, to, note); }});
    }
  }
  for (const WebhookProfile& hook : delivery.webhooks)
    channels.push_back({"webhook:" + hook.name, static_cast<std::size_t>(hook.max_papers),
                        [&access, &hook](const DeliveryNote& note) { return post(access, hook, note); }});
  return channels;
}

}  // namespace sheaf::app
