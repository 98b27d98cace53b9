# What the tests of the public interface share: labels, tests that can only say why they do not run,
# and C programs linked to libsheaf.so alone.
# Included by each folder anew: what find_package() finds is known in one folder only.
find_package(Python3 COMPONENTS Interpreter)
set(SHEAF_HEADERS ${PROJECT_SOURCE_DIR}/core/include)

# sheaf_core_test(NAME command...): its limit is for what hangs, not for what waits on a busy machine.
function(sheaf_core_test name)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS core SKIP_RETURN_CODE 77 TIMEOUT $<IF:$<BOOL:${SHEAF_COVERAGE}>,900,600>
    ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
endfunction()

# sheaf_skipped_test(NAME reason): what cannot run here is listed with the reason, not left out.
function(sheaf_skipped_test name reason)
  sheaf_core_test(${name} sh -c "echo 'SKIPPED: ${reason}' && exit 77")
endfunction()

# sheaf_python_test(NAME script arguments...)
function(sheaf_python_test name)
  if(Python3_FOUND)
    sheaf_core_test(${name} ${Python3_EXECUTABLE} ${ARGN})
  else()
    sheaf_skipped_test(${name} "python3 is missing")
  endif()
endfunction()

# sheaf_c_program(NAME sources...): C11, sees sheaf.h and nothing else of the library.
function(sheaf_c_program name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF
    C_VISIBILITY_PRESET default)  # a test may bring its own malloc or write for the library to find
  target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
  target_compile_options(${name} PRIVATE -UNDEBUG)
  target_link_libraries(${name} PRIVATE sheaf Threads::Threads ${CMAKE_DL_LIBS})
endfunction()
