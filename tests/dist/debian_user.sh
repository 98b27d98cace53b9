# What a user does with the Debian packages, in a bare root with the packages in /lent; by sh -c.
set -eu
code=0
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
list() { find /usr /etc /var/lib /opt /home "$HOME" -xdev \( -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/lib/systemd \) -prune -o -print | sort; }

# bash-completion and the manual's reader are the user's own; the rest comes with the package.
apt-get install -y -qq --no-install-recommends man-db bash-completion gcc libc6-dev pkg-config >/dev/null 2>&1
rm -f /etc/dpkg/dpkg.cfg.d/docker
list >/tmp/before

apt-get install -y -qq --no-install-recommends /lent/sheaf_*.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
cd /tmp
sheaf version

# Its libcurl came with it: what fails is the connection.
sheaf init --profile /tmp/p.json --categories cs.CL >/dev/null
nobody=http://127.0.0.1:9
SHEAF_ARXIV_RSS_URL=$nobody SHEAF_ARXIV_API_URL=$nobody SHEAF_ARXIV_SITE_URL=$nobody \
  sheaf fetch --profile /tmp/p.json --store /tmp/d.db >/tmp/fetch.log 2>&1 || code=$?
[ "$code" = 3 ] && grep -q 'could not reach 127.0.0.1' /tmp/fetch.log || { cat /tmp/fetch.log; exit 1; }

sheaf digest --sample --out /tmp/out --store /tmp/s.db | tail -3
[ "$(find /tmp/out/vault -name '*.md' | wc -l)" -gt 5 ]
echo 'man sheaf'; man sheaf 2>/tmp/man.log >/tmp/man.txt; [ ! -s /tmp/man.log ] || { cat /tmp/man.log; exit 1; }
grep -q 'daily digests of scientific papers' /tmp/man.txt
echo 'completion'
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader sheaf
  COMP_WORDS=(sheaf dig); COMP_CWORD=1; _sheaf; echo "${COMPREPLY[@]}"; [ "${COMPREPLY[0]}" = digest ]'

echo 'libsheaf-dev'
apt-get install -y -qq --no-install-recommends /lent/libsheaf-dev_*.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
cc -Wall -Werror /usr/share/doc/libsheaf-dev/examples/digest.c $(pkg-config --cflags --libs sheaf) -o /tmp/example
# Without a server of arXiv's kind here: that it is linked and speaks.
echo '{"categories": 7}' >/tmp/wrong.json
if /tmp/example /tmp/wrong.json 2>/tmp/said; then exit 1; fi
grep -q 'categories: must be a list' /tmp/said

# Removed first, so that purging must find what removing leaves.
apt-get remove -y -qq libsheaf-dev sheaf >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
dpkg --purge libsheaf-dev sheaf >/dev/null 2>&1 || true   # all gone already where they left no settings
apt-get autoremove -y -qq --purge >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
ldconfig
list >/tmp/after
# What apt brought along (libcurl and its kin) goes with autoremove; caches that belong to others stay.
comm -13 /tmp/before /tmp/after | grep -v -e '^/var/cache' -e '\.cache$' -e '/__pycache__' >/tmp/left || true
[ ! -s /tmp/left ] || { echo "left behind:"; cat /tmp/left; exit 1; }
echo "installed, used, removed; nothing is left"
