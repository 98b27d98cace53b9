// How the sections of a profile are read, for the files that read them.
// Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "model/object_reader.hpp"
#include "model/profile.hpp"

namespace sheaf::profile_parts {

// values
Status read_categories(ObjectReader& in, std::vector<std::string>& categories);
Status read_text(const ObjectReader& in, const Json& value, const JsonPath& path,
                 std::vector<std::string>& out);
Status read_texts(ObjectReader& in, const std::string& key, std::vector<std::string>& out);
/// Each a "word" or {"term": "word", "weight": 2}.
Status read_keywords(ObjectReader& in, const std::string& key, std::vector<Keyword>& out);
Status read_url(ObjectReader& in, const std::string& key, std::string& url);
Status read_one_of(ObjectReader& in, const std::string& key, std::string& value,
                   const std::vector<std::string>& allowed);
Status read_secret(ObjectReader& in, const std::string& key, SecretSource& secret);
Status read_share(ObjectReader& in, const std::string& key, double& share);    ///< 0 to 1
Status read_amount(ObjectReader& in, const std::string& key, double& amount);  ///< 0 and more

// sections
Status read_ranking(ObjectReader& in, RankingProfile& ranking);
Status read_summary(ObjectReader& in, SummaryProfile& summary);
Status read_llm(ObjectReader& in, LlmProfile& llm);
Status read_plugins(ObjectReader& in, std::vector<PluginUse>& plugins);
Status read_shared_cache(ObjectReader& in, SharedCacheProfile& cache);
Status read_vault(ObjectReader& in, VaultProfile& vault);
Status read_delivery(ObjectReader& in, DeliveryProfile& delivery);

}  // namespace sheaf::profile_parts
