// StoreMemory: what Sheaf remembers of a vault, kept in the store.
// Borrows the store; used by one thread at a time.
#pragma once

#include <string>

#include "render/vault.hpp"
#include "store/store.hpp"

namespace sheaf::app {

/// One name per vault however it is spelled on the command line.
std::string vault_identity(const std::string& folder);

class StoreMemory final : public render::VaultMemory {
 public:
  StoreMemory(store::Store& store, std::string vault) : store_(store), vault_(std::move(vault)) {}

  Result<render::Memories> recall(const std::vector<std::string>& keys) override;
  Status intend(const std::vector<render::IntendedNote>& notes) override;
  Status written(const std::vector<render::WrittenNote>& notes) override;

 private:
  store::Store& store_;
  std::string vault_;
};

}  // namespace sheaf::app
