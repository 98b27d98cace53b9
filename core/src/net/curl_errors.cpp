// What a failed transfer means in Sheaf's terms and in words.
// Pure functions; any thread.
#include "net/curl_errors.hpp"

namespace sheaf::net {
namespace {

std::string bracketed(std::string_view detail) {
  return detail.empty() ? std::string() : " (" + std::string(detail) + ")";
}

Error unreachable(const FailedTransfer& failed) {
  return Error(ErrorCode::kNetwork,
               "could not reach " + std::string(failed.host) + ": " + std::string(failed.detail));
}

Error timed_out(const FailedTransfer& failed) {
  const std::string host(failed.host);
  const std::string seconds = std::to_string((failed.timeout_ms + 999) / 1000) + " s";
  if (failed.received_bytes == 0) {
    return Error(ErrorCode::kNetwork, host + " did not answer within " + seconds);
  }
  return Error(ErrorCode::kNetwork, "the answer of " + host + " was not complete after " + seconds +
                                        " (" + std::to_string(failed.received_bytes) +
                                        " bytes came)");
}

Error cut_off(const FailedTransfer& failed) {
  return Error(ErrorCode::kNetwork,
               "the answer of " + std::string(failed.host) + " was cut off after " +
                   std::to_string(failed.received_bytes) + " bytes" + bracketed(failed.detail));
}

Error bad_compression(const FailedTransfer& failed) {
  return Error(ErrorCode::kNetwork,
               "the answer of " + std::string(failed.host) +
                   " is not what its Content-Encoding says; its compressed data "
                   "is damaged" +
                   bracketed(failed.detail));
}

Error bad_certificate(const FailedTransfer& failed) {
  return lasting_error(
      ErrorCode::kNetwork,
      "the TLS certificate of " + std::string(failed.host) +
          " cannot be trusted: " + std::string(failed.detail) +
          "; check the clock and the system's certificates (package ca-certificates), and behind a "
          "proxy that opens TLS name its certificate in CURL_CA_BUNDLE");
}

}  // namespace

Error lasting_error(ErrorCode code, std::string message) {
  Error error(code, std::move(message));
  error.retry_after_ms = kNotWorthRetrying;
  return error;
}

Error too_large_error(std::string_view host, std::size_t max_bytes) {
  const std::size_t mib = max_bytes >> 20;
  const std::string limit = mib > 0 && max_bytes % (std::size_t{1} << 20) == 0
                                ? std::to_string(mib) + " MiB"
                                : std::to_string(max_bytes) + " bytes";
  return lasting_error(ErrorCode::kNetwork, "the answer is larger than " + limit + " (from " +
                                                std::string(host) +
                                                "); it was not read to its end");
}

Error transfer_error(const FailedTransfer& failed) {
  switch (failed.code) {
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(failed);
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return cut_off(failed);
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:  // our own write callback refuses only what is counted elsewhere
      return bad_compression(failed);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return bad_certificate(failed);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Error(ErrorCode::kInvalid, "cannot use this URL" + bracketed(failed.detail));
    case CURLE_OUT_OF_MEMORY:
      return Error(ErrorCode::kNoMemory, "not enough memory for the request");
    default:
      return unreachable(failed);
  }
}

}  // namespace sheaf::net
