# What is installed: the library with what lets other builds find it (a pkg-config file and a CMake
# package, both with paths worked out from where they lie, so that the tree may be moved), and the
# command with its manual page, completions and the units of a daily run.
# Components: "runtime" and "dev".
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/sheaf)

install(TARGETS sheaf EXPORT sheaf-targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT dev)
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/../include/sheaf DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)

file(RELATIVE_PATH pc_to_prefix
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/sheaf.pc.in sheaf.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sheaf.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/sheafConfig.cmake.in sheafConfig.cmake
  INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may bring a new soname, so only the same one is compatible.
write_basic_package_version_file(sheafConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sheafConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/sheafConfigVersion.cmake DESTINATION ${package_folder} COMPONENT dev)
install(EXPORT sheaf-targets NAMESPACE sheaf:: DESTINATION ${package_folder} COMPONENT dev)

foreach(document IN ITEMS LICENSE README.md CHANGELOG.md)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${document} AND NOT (SHEAF_DEBIAN AND document STREQUAL "LICENSE"))
    install(FILES ${PROJECT_SOURCE_DIR}/${document} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)
  endif()
endforeach()
set(example_folder ${CMAKE_INSTALL_DOCDIR})
if(SHEAF_DEBIAN)
  set(example_folder ${CMAKE_INSTALL_DATAROOTDIR}/doc/libsheaf-dev)
endif()
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/../examples DESTINATION ${example_folder} COMPONENT dev
  PATTERN __pycache__ EXCLUDE)

if(NOT TARGET sheaf-cli)
  return()
endif()
if(APPLE)
  set(origin "@loader_path")
else()
  set(origin "$ORIGIN")
endif()
set_target_properties(sheaf-cli PROPERTIES INSTALL_RPATH "${origin}/../${CMAKE_INSTALL_LIBDIR}")
if(UNIX AND NOT APPLE)
  target_link_options(sheaf-cli PRIVATE -Wl,-z,relro,-z,now -Wl,--gc-sections)
endif()
if(SHEAF_STATIC_RUNTIME AND NOT APPLE AND NOT MSVC)
  target_link_options(sheaf-cli PRIVATE -static-libstdc++ -static-libgcc)
endif()
install(TARGETS sheaf-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)

# The command writes them itself; one that is built for another machine cannot.
if(UNIX AND NOT CMAKE_CROSSCOMPILING AND NOT SHEAF_SANITIZE)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/command)
  file(MAKE_DIRECTORY ${folder})
  set(shown COMMAND sheaf-cli help --man > ${folder}/sheaf.1)
  foreach(shell IN ITEMS bash zsh fish)
    list(APPEND shown COMMAND sheaf-cli help --completion ${shell} > ${folder}/sheaf.${shell})
  endforeach()
  add_custom_command(TARGET sheaf-cli POST_BUILD ${shown} COMMAND gzip -9nf ${folder}/sheaf.1)
  install(FILES ${folder}/sheaf.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT runtime)
  set(share ${CMAKE_INSTALL_DATAROOTDIR})
  set(zsh_folder ${share}/zsh/site-functions)
  if(SHEAF_DEBIAN)
    set(zsh_folder ${share}/zsh/vendor-completions)
  endif()
  install(FILES ${folder}/sheaf.bash DESTINATION ${share}/bash-completion/completions RENAME sheaf COMPONENT runtime)
  install(FILES ${folder}/sheaf.zsh DESTINATION ${zsh_folder} RENAME _sheaf COMPONENT runtime)
  install(FILES ${folder}/sheaf.fish DESTINATION ${share}/fish/vendor_completions.d COMPONENT runtime)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  install(FILES ${PROJECT_SOURCE_DIR}/dist/systemd/sheaf-digest.service
    ${PROJECT_SOURCE_DIR}/dist/systemd/sheaf-digest.timer DESTINATION lib/systemd/user COMPONENT runtime)
endif()
