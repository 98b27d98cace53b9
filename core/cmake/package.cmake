# What lets other builds find an installed libsheaf: a pkg-config file and a CMake package, both
# with paths worked out from where they lie, so that the tree may be moved.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/sheaf)

file(RELATIVE_PATH pc_to_prefix
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/sheaf.pc.in sheaf.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sheaf.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/sheafConfig.cmake.in sheafConfig.cmake
  INSTALL_DESTINATION ${package_folder} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may bring a new soname, so only the same one is compatible.
write_basic_package_version_file(sheafConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sheafConfig.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/sheafConfigVersion.cmake DESTINATION ${package_folder})
install(EXPORT sheaf-targets NAMESPACE sheaf:: DESTINATION ${package_folder})

foreach(document IN ITEMS LICENSE README.md)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${document})
    install(FILES ${PROJECT_SOURCE_DIR}/${document} DESTINATION ${CMAKE_INSTALL_DOCDIR})
  endif()
endforeach()
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/../examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN __pycache__ EXCLUDE)
