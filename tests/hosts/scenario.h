/* What every host does with libsheaf once it has loaded it: see scenario.c. */
#ifndef SHEAF_TEST_SCENARIO_H
#define SHEAF_TEST_SCENARIO_H

struct scenario {
  const char* library;   /* path of libsheaf.so */
  const char* http_url;  /* a loopback server that answers as arXiv's API does */
  const char* https_url; /* the same over TLS, or "-" for none */
  const char* folder;    /* an empty folder for the store */
};

/* Loads, works, unloads; 0 when all of it went well, else it has told stderr what did not. */
int run_scenario(const struct scenario* scenario);

/* The same twice, since a host may load a plugin again; arguments as the programs here take them.
 */
int run_host(int count, char** arguments);

#endif
