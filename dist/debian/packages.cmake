# The Debian packages, made by 'cpack -G DEB' (dist/build-packages calls it): "sheaf", the command with its
# library, which is all that most want; "libsheaf-dev" to build against it; "sheaf-dbgsym" for debuggers.
# The library is no package of its own: before 1.0 only the command of the same build goes with it.
set(SHEAF_MAINTAINER "The Sheaf authors <authors@sheaf.invalid>" CACHE STRING "As in the packages' control files")
set(folder ${CMAKE_CURRENT_LIST_DIR})
set(doc ${CMAKE_INSTALL_DATAROOTDIR}/doc)

# SOURCE_DATE_EPOCH, where it is set, is what string(TIMESTAMP) tells.
string(TIMESTAMP release_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(pair IN ITEMS "sheaf|runtime" "libsheaf-dev|dev")
  string(REGEX REPLACE "\\|.*" "" package ${pair})
  string(REGEX REPLACE ".*\\|" "" component ${pair})
  configure_file(${folder}/changelog.in ${CMAKE_CURRENT_BINARY_DIR}/debian/${package}/changelog @ONLY)
  execute_process(COMMAND gzip -9nf ${CMAKE_CURRENT_BINARY_DIR}/debian/${package}/changelog COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/debian/${package}/changelog.gz ${folder}/copyright
    DESTINATION ${doc}/${package} COMPONENT ${component})
endforeach()
install(FILES ${folder}/sheaf.lintian-overrides DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/lintian/overrides
  RENAME sheaf COMPONENT runtime)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sheaf)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "daily digests of scientific papers")
set(CPACK_PACKAGE_VENDOR "The Sheaf authors")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Where there is debug information, CPack splits it off, and strips what it was in; stripped before, there
# is nothing left to split.
set(CPACK_STRIP_FILES ON)
if(SHEAF_PACKAGE)
  set(CPACK_STRIP_FILES OFF)
endif()
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${SHEAF_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME sheaf)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${folder}/triggers)
# libcurl is opened at run time, where no tool sees it.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS "libcurl4 | libcurl3-gnutls")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "ca-certificates")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_PROVIDES "libsheaf1 (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_RUNTIME_DEBUGINFO_PACKAGE ${SHEAF_PACKAGE})
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
"Fetches what arXiv and other sources announce each day, ranks it by what the
reader keeps, says why, summarizes it, and writes linked Markdown notes for
Obsidian, collections for Zotero, BibTeX, HTML pages, feeds and mails. No
account, no key and no language model are needed.

This package holds the command, the library libsheaf, and units of systemd
for a digest each day.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libsheaf-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "sheaf (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_DEV_DESCRIPTION
"Fetches, ranks and summarizes what arXiv and other sources announce each day.

This package holds what is needed to build against libsheaf: its C header, a
pkg-config file, a CMake package and examples.")
include(CPack)
