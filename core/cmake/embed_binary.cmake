# embed_binary.cmake: writes a .cpp that holds a binary file as an array of bytes.
# cmake -DINPUT=... -DOUTPUT=... -DNAME=... -DNAMESPACE=... -P embed_binary.cmake
file(READ ${INPUT} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    " bytes "${bytes}")
file(WRITE ${OUTPUT} "// Written by the build from a binary file; see core/cmake/embed_binary.cmake.
#include <cstddef>
namespace ${NAMESPACE} {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Size;
alignas(16) const unsigned char ${NAME}[] = {
    ${bytes}};
const std::size_t ${NAME}Size = ${size};
}  // namespace ${NAMESPACE}
")
