# embed_plugins.cmake: writes a .cpp that holds the bundled plugins.
# cmake -DFOLDER=plugins -DOUTPUT=... -P embed_plugins.cmake
file(GLOB manifests ${FOLDER}/*/manifest.json)
list(SORT manifests)

# A file's bytes as escapes, which no quoting can break.
function(as_literal path result)
  set(text "")
  if(EXISTS ${path})
    file(READ ${path} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
    set(text "${bytes}")
  endif()
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()

set(rows "")
foreach(manifest IN LISTS manifests)
  get_filename_component(folder ${manifest} DIRECTORY)
  as_literal(${manifest} one)
  as_literal(${folder}/main.js two)
  as_literal(${folder}/tests.json three)
  string(APPEND rows "    {${one},\n     ${two},\n     ${three}},\n")
endforeach()
list(LENGTH manifests count)
file(WRITE ${OUTPUT} "// Written by the build from plugins/; see core/cmake/embed_plugins.cmake.
#include \"plugin/package.hpp\"

namespace sheaf::plugin {
const EmbeddedPlugin kEmbeddedPlugins[] = {
${rows}    {\"\", \"\", \"\"}};
const std::size_t kEmbeddedPluginCount = ${count};
}  // namespace sheaf::plugin
")
