#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "audit/audit.hpp"

namespace michi::audit {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

class Ed25519Signer : public Signer {
  public:
    explicit Ed25519Signer(const std::string& seed) {
        public_.resize(crypto_sign_PUBLICKEYBYTES);
        secret_.resize(crypto_sign_SECRETKEYBYTES);
        crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_.data()),
                                 reinterpret_cast<unsigned char*>(secret_.data()), bytes(seed));
    }
    std::string sign(std::string_view note) const override {
        std::string out(crypto_sign_BYTES, '\0');
        crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, bytes(note), note.size(), bytes(secret_));
        return out;
    }
    bool verifies(std::string_view note, std::string_view signature) const override {
        return signature.size() == crypto_sign_BYTES &&
               crypto_sign_verify_detached(bytes(signature), bytes(note), note.size(), bytes(public_)) == 0;
    }

  private:
    std::string public_, secret_;
};

void make_key(const std::string& file) {
    const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0400);
    if (fd < 0) throw StorageUnavailable("cannot create the audit key file: " + file);
    const std::string seed = random_bytes(crypto_sign_SEEDBYTES);
    const bool whole = ::write(fd, seed.data(), seed.size()) == ssize_t(seed.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!whole) throw StorageUnavailable("cannot write the audit key file: " + file);
}

}  // namespace

std::unique_ptr<Signer> open_signer(const std::string& file) {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0) make_key(file);
    else if ((about.st_mode & 077) != 0) throw StorageUnavailable("the audit key file can be read by others; set its mode to 0400: " + file);
    std::ifstream in(file, std::ios::binary);
    std::stringstream seed;
    seed << in.rdbuf();
    if (seed.str().size() != crypto_sign_SEEDBYTES) throw StorageUnavailable("the audit key file is damaged: " + file);
    return std::make_unique<Ed25519Signer>(seed.str());
}

}  // namespace michi::audit
