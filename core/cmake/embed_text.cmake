# embed_text.cmake: writes a .cpp that holds a text file as one constant.
# cmake -DINPUT=... -DOUTPUT=... -DNAME=... [-DNAMESPACE=sheaf::app] -P embed_text.cmake
if(NOT DEFINED NAMESPACE)
  set(NAMESPACE sheaf::app)
endif()
file(READ ${INPUT} text)
string(REPLACE "\\" "\\\\" text "${text}")
string(REPLACE "\"" "\\\"" text "${text}")
string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
file(WRITE ${OUTPUT} "// Written by the build from a text file; see core/cmake/embed_text.cmake.\nnamespace ${NAMESPACE} {\nextern const char* const ${NAME};\nconst char* const ${NAME} =\n    \"${text}\";\n}  // namespace ${NAMESPACE}\n")
