// The one Catch2 main of every C++ test program: compiling it takes ten seconds, so it is done once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
