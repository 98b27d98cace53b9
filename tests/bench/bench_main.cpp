// The Catch2 main of the benchmarks: the one of the tests is compiled without benchmarking, which
// changes the reporters' layout.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
