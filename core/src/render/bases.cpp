// The text of Papers.base; see bases.hpp.
// Pure function; any thread.
#include "render/bases.hpp"

namespace sheaf::render {

namespace {

// Formulas are single-quoted YAML; the double quotes inside them are Bases' own.
constexpr const char* kPapersBase = R"(filters:
  and:
    - 'file.hasProperty("announced")'
    - 'file.hasProperty("score")'
    - or:
        - 'file.hasProperty("arxiv")'
        - 'file.hasProperty("paper")'
formulas:
  paper: 'file.asLink(if(title, title, file.name))'
  topic: 'if(tags, list(tags).filter(value.startsWith("topic/")).slice(0, 1).map(value.replace("topic/", "").replace(/-/g, " ")).join(""), "")'
properties:
  formula.paper:
    displayName: "Paper"
  formula.topic:
    displayName: "Topic"
  note.score:
    displayName: "Score"
  note.read:
    displayName: "Read"
  note.authors:
    displayName: "Authors"
  note.announced:
    displayName: "Announced"
  note.area:
    displayName: "Area"
views:
  - type: table
    name: "Today"
    filters:
      and:
        - 'announced >= today()'
        - 'announced < today() + "1d"'
    order:
      - note.score
      - formula.paper
      - note.authors
      - formula.topic
      - note.read
    sort:
      - property: note.score
        direction: DESC
  - type: table
    name: "This week"
    filters:
      and:
        - 'announced > today() - "7d"'
    groupBy:
      property: note.announced
      direction: DESC
    order:
      - note.score
      - formula.paper
      - note.authors
      - formula.topic
      - note.read
    sort:
      - property: note.score
        direction: DESC
  - type: table
    name: "Unread by score"
    filters:
      and:
        - 'read != true'
    order:
      - note.score
      - formula.paper
      - note.announced
      - formula.topic
      - note.read
    sort:
      - property: note.score
        direction: DESC
  - type: table
    name: "By topic"
    groupBy:
      property: formula.topic
      direction: ASC
    order:
      - formula.paper
      - note.score
      - note.announced
      - note.area
      - note.read
    sort:
      - property: note.score
        direction: DESC
)";

}  // namespace

std::string papers_base() { return kPapersBase; }

}  // namespace sheaf::render
