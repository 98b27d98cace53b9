// Cue tables: see cues.hpp. Written from reading abstracts; weights rounded by hand.
// Constant after first use; any thread.
#include "summarize/cues.hpp"

namespace sheaf::summarize {

const std::vector<RoleCue>& role_cues() {
  // clang-format off
  static const std::vector<RoleCue> cues = {
      // ---- background: the state of the world
      {"in recent years", {28, 0, -5, -5, 0}}, {"recent years", {20, 0, 0, 0, 0}},
      {"^recently", {20, 0, 0, -5, 0}}, {"recently", {10, 0, 0, -3, 0}},
      {"^recent", {20, 0, -5, -10, 0}}, {"recent", {6, 0, 0, 0, 0}},
      {"^however", {12, 0, -6, -8, -5}}, {"however", {8, 0, -3, -5, 0}},
      {"^although", {8, 0, 0, 0, 0}}, {"^despite", {14, 0, 0, 0, 0}}, {"^while", {12, 0, -3, 0, 0}},
      {"^many", {12, 0, 0, -3, 0}}, {"^most", {10, 0, 0, 0, 0}}, {"^traditionally", {15, 0, 0, 0, 0}},
      {"^traditional", {12, 0, 0, 0, 0}}, {"^existing", {14, 0, -2, -2, 0}}, {"^previous", {12, 0, 0, 0, 0}},
      {"^current", {10, 0, 0, 0, 0}}, {"^unfortunately", {15, 0, 0, 0, 0}}, {"^there", {8, 0, -3, 0, 0}},
      {"^with the", {7, 0, 0, 0, 0}}, {"^as", {4, 0, 0, 0, 0}}, {"^since", {6, 0, 0, 0, 0}},
      {"^yet", {8, 0, 0, 0, 0}}, {"^because", {6, 0, 0, 0, 0}}, {"^today", {14, 0, 0, 0, 0}},
      {"have been", {10, -3, -4, -3, 0}}, {"has been", {10, -3, -4, -4, 0}},
      {"has become", {18, 0, -5, -5, 0}}, {"have become", {18, 0, -5, -5, 0}}, {"becoming", {12, 0, 0, 0, 0}},
      {"is one of the", {18, -3, -5, -5, 0}}, {"are one of the", {18, 0, -5, -5, 0}}, {"one of the most", {14, 0, 0, 0, 0}},
      {"is an important", {15, -2, -5, -5, 0}}, {"plays an important role", {15, 0, 0, 0, 0}},
      {"is a key", {8, 0, 0, 0, 0}}, {"is crucial", {12, 0, 0, 0, 0}}, {"is essential", {12, 0, 0, 0, 0}},
      {"is a challenging", {12, 0, 0, 0, 0}}, {"challenging", {5, 0, 0, 0, 0}}, {"remains", {12, 0, -3, -3, 0}},
      {"remain", {10, 0, 0, 0, 0}}, {"little is known", {15, 0, 0, 0, 0}}, {"is often", {12, 0, 0, -3, 0}},
      {"are often", {12, 0, 0, -3, 0}}, {"often", {6, 0, 0, -3, 0}}, {"usually", {10, 0, 0, 0, 0}},
      {"typically", {9, 0, 0, -3, 0}}, {"widely", {7, 0, 0, 0, 0}}, {"increasingly", {14, 0, 0, 0, 0}},
      {"increasing", {8, 0, 0, 0, 0}}, {"growing", {10, 0, 0, 0, 0}}, {"popular", {8, 0, 0, 0, 0}},
      {"difficult", {6, 0, -2, -2, 0}}, {"due to", {7, -3, -2, -2, 0}}, {"attention", {3, 0, 0, 0, 0}},
      {"lack of", {8, 0, 0, 0, 0}}, {"suffer from", {12, 0, 0, -3, 0}}, {"suffers from", {12, 0, 0, 0, 0}},
      {"fail to", {10, 0, 0, -2, 0}}, {"it is", {4, 0, 0, 0, 0}}, {"there is", {9, 0, -3, 0, 0}}, {"there are", {7, 0, -2, 0, 0}},
      {"need to", {5, 0, 0, 0, 0}}, {"decades", {15, 0, 0, 0, 0}}, {"decade", {14, 0, 0, 0, 0}},
      {"years", {7, 0, 0, 0, 0}}, {"such as", {4, -2, 0, -2, 0}}, {"especially", {4, 0, 0, 0, 0}},
      {"has", {4, -2, -2, -3, 0}}, {"have", {5, -4, -4, -3, 0}}, {"are", {3, -2, 0, 0, 0}},
      {"is a", {5, -3, -1, -4, 0}}, {"is an", {5, -2, -1, -3, 0}}, {"is the", {3, 0, 0, 0, 0}}, {"not", {4, -3, -2, 0, 0}},
      {"but", {5, -3, -3, 0, 0}}, {"they", {4, -3, 0, 0, 0}}, {"most", {3, 0, 0, 0, 0}}, {"many", {5, -2, 0, -2, 0}},
      {"important", {4, 0, 0, 0, 0}}, {"success", {6, 0, 0, -2, 0}}, {"interest", {6, 0, 0, 0, 0}},
      {"researchers", {7, 0, 0, 0, 0}}, {"amount of", {7, 0, 0, 0, 0}}, {"amounts of", {8, 0, 0, 0, 0}}, {"rapid", {9, 0, 0, 0, 0}},
      {"emerging", {10, 0, 0, 0, 0}}, {"essential", {5, 0, 0, 0, 0}}, {"the field of", {6, 0, 0, 0, 0}},
      // ---- objective: what the authors set out to do
      {"in this paper we propose", {-14, 17, 4, -15, 0}}, {"in this paper we present", {-14, 15, 4, -12, 0}},
      {"in this paper we introduce", {-14, 15, 4, -12, 0}}, {"in this paper we show", {-14, 9, 4, 0, 0}},
      {"in this paper we", {-14, 16, 3, -13, 0}}, {"in this work we propose", {-14, 15, 5, -15, 0}},
      {"in this work we", {-14, 15, 4, -12, 0}}, {"in this article we", {-14, 15, 4, -12, 0}},
      {"in this study we", {-14, 13, 5, -8, 0}}, {"in this chapter we", {-10, 20, 0, -10, 0}},
      {"^in this paper", {-10, 16, 3, -12, 0}}, {"in this paper", {-6, 12, 2, -6, 0}},
      {"^in this work", {-10, 15, 3, -10, 0}}, {"^in this study", {-10, 13, 4, -6, 0}}, {"^in this article", {-10, 15, 2, -10, 0}},
      {"^this paper proposes", {-14, 20, 6, -10, 0}}, {"this paper proposes", {-10, 17, 6, -8, 0}},
      {"this paper presents", {-12, 17, 6, -10, 0}}, {"this paper introduces", {-12, 17, 6, -10, 0}},
      {"this paper describes", {-12, 16, 6, -8, 0}}, {"this paper aims", {-14, 28, 0, -12, 0}},
      {"this paper investigates", {-12, 22, 2, -8, 0}}, {"this paper explores", {-12, 22, 2, -8, 0}},
      {"this paper discusses", {-10, 17, 4, -4, 0}}, {"this paper addresses", {-10, 20, 3, -8, 0}},
      {"this paper reviews", {-10, 18, 6, -8, 0}}, {"this paper studies", {-10, 20, 2, -8, 0}},
      {"this paper is to", {-12, 30, 0, -10, 0}}, {"^this paper", {-8, 15, 4, -6, 0}}, {"this paper", {-5, 10, 3, -3, 0}},
      {"this article", {-5, 13, 3, -3, 0}}, {"this chapter", {-5, 16, 0, -3, 0}},
      {"^this study aims", {-12, 26, 0, -8, 0}}, {"this study is to", {-10, 28, 0, -8, 0}}, {"^this study", {-6, 10, 5, 2, 0}},
      {"^this research", {-4, 10, 4, 2, 0}}, {"^this work", {-6, 9, 5, 0, 0}},
      {"the aim of", {-8, 28, 0, -6, 0}}, {"the purpose of", {-6, 26, 0, -4, 0}}, {"the goal of", {-4, 22, 0, -6, 0}},
      {"the objective of", {-6, 26, 0, -6, 0}}, {"the goal is to", {-4, 24, 0, -6, 0}}, {"goal is to", {0, 18, 0, -5, 0}},
      {"our goal", {-6, 22, 2, -4, 0}}, {"our aim", {-6, 24, 0, -4, 0}}, {"our objective", {-6, 26, 0, -4, 0}},
      {"we aim", {-8, 22, 4, -6, 0}}, {"aims to", {-2, 16, 0, -4, 0}}, {"aim to", {-2, 14, 2, -4, 0}}, {"aims at", {0, 16, 2, -4, 0}}, {"aimed", {0, 10, 2, 0, 0}},
      {"seeks to", {0, 16, 0, -2, 0}}, {"we address", {-10, 14, 9, -8, 0}}, {"we investigate", {-10, 14, 8, -2, 0}},
      {"we study", {-10, 14, 8, -2, 0}}, {"we explore", {-10, 13, 8, -2, 0}}, {"we focus on", {-8, 16, 6, -4, 0}},
      {"we consider", {-10, 12, 10, -4, 0}}, {"we examine", {-8, 11, 8, 2, 0}}, {"the problem of", {2, 10, 0, -6, 0}},
      {"is to", {0, 8, 0, -4, 0}}, {"in order to", {0, 5, 2, 0, 0}}, {"to this end", {-10, 8, 12, -8, 0}},
      {"therefore we", {-4, 12, 5, 0, 0}}, {"research question", {-2, 14, 3, 0, 0}}, {"research questions", {-2, 14, 3, 0, 0}},
      // ---- method: what they did
      {"we propose a novel", {-16, 8, 13, -10, 0}}, {"we propose a new", {-16, 8, 13, -10, 0}}, {"we propose to", {-12, 6, 13, -8, 0}},
      {"we propose", {-14, 7, 12, -9, 0}}, {"we present a novel", {-14, 7, 12, -8, 0}}, {"we present a", {-12, 6, 11, -6, 0}},
      {"we present", {-12, 5, 9, -2, 0}}, {"we introduce", {-12, 5, 12, -9, 0}}, {"we develop", {-12, 4, 13, -6, 0}},
      {"we describe", {-10, 6, 11, -4, 0}}, {"we design", {-12, 3, 14, -6, 0}}, {"we use", {-12, -5, 15, -3, 0}},
      {"we apply", {-12, -4, 14, 0, 0}}, {"we employ", {-12, -4, 15, -3, 0}}, {"we adopt", {-12, -4, 15, -5, 0}},
      {"we formulate", {-12, 0, 16, -8, 0}}, {"we first", {-12, -2, 14, -4, 0}}, {"we then", {-14, -6, 14, -2, 0}},
      {"^we then", {-14, -6, 15, -3, 0}}, {"we also", {-14, -8, 8, 5, 0}}, {"^we also", {-15, -8, 8, 4, 0}},
      {"we further", {-14, -6, 9, 5, 0}}, {"we derive", {-10, 0, 12, 0, 0}}, {"we train", {-12, -5, 13, 0, 0}},
      {"we conducted", {-10, -4, 14, 2, 0}}, {"we analyze", {-8, 4, 9, 4, 0}}, {"we analyzed", {-8, 0, 12, 4, 0}},
      {"we collect", {-8, 0, 12, 0, 0}}, {"we collected", {-8, 0, 13, 0, 0}}, {"we model", {-8, 0, 12, 0, 0}}, {"we extend", {-8, 0, 12, 0, 0}},
      {"we discuss", {-8, 2, 8, 4, 0}}, {"we describe how", {-8, 2, 11, 0, 0}}, {"we provide", {-8, 3, 8, 2, 0}}, {"we can", {-6, -3, 8, 4, 0}},
      {"^to address", {-8, 6, 12, -8, 0}}, {"^to tackle", {-8, 6, 12, -8, 0}}, {"^to overcome", {-8, 5, 12, -8, 0}}, {"^to solve", {-6, 5, 10, -6, 0}},
      {"^to", {-8, 2, 10, -4, 0}}, {"^first", {-8, -4, 14, -6, 0}}, {"^firstly", {-6, -4, 14, -6, 0}}, {"^second", {-6, -4, 12, -3, 0}},
      {"^secondly", {-6, -4, 12, -4, 0}}, {"^then", {-10, -6, 14, -4, 0}}, {"^next", {-8, -4, 14, -4, 0}}, {"^specifically", {-10, 0, 14, -6, 0}},
      {"^in particular", {-4, 0, 8, 0, 0}}, {"^using", {-8, -4, 10, 0, 0}}, {"^by", {-4, -2, 7, 0, 0}},
      {"^our method", {-14, -6, 14, 2, 0}}, {"^our approach", {-14, -4, 12, 3, 0}}, {"^our model", {-14, -6, 11, 4, 0}},
      {"^our framework", {-14, -4, 12, 0, 0}}, {"^our algorithm", {-14, -6, 11, 4, 0}}, {"^our system", {-14, -4, 11, 3, 0}},
      {"^the proposed method", {-14, -6, 11, 4, 0}}, {"^the proposed", {-14, -5, 10, 4, 0}}, {"the proposed", {-12, -6, 2, 10, 0}},
      {"is based on", {-4, 0, 8, -6, 0}}, {"based on", {-3, 2, 5, -3, 0}}, {"by using", {-4, 0, 7, 0, 0}}, {"using", {-4, 0, 4, 0, 0}},
      {"is then", {-8, 0, 12, -4, 0}}, {"are then", {-8, 0, 10, -4, 0}}, {"then", {-6, -4, 7, -2, 0}},
      {"each", {-4, -2, 4, -2, 0}}, {"algorithm", {-2, 0, 3, -1, 0}}, {"features", {-1, 0, 3, -2, 0}}, {"layer", {-2, 0, 6, -5, 0}},
      {"input", {-2, 0, 4, -3, 0}}, {"is used to", {-2, 0, 6, -2, 0}}, {"are used to", {-2, 0, 5, -2, 0}}, {"is applied", {-4, 0, 8, 0, 0}},
      {"consists of", {-3, 0, 10, -5, 0}}, {"survey", {0, 2, 4, 0, 0}}, {"questionnaire", {-4, 0, 9, 0, 0}}, {"interviews", {-4, 0, 10, 0, 0}},
      {"participants", {-6, 0, 6, 4, 0}}, {"respondents", {-6, 0, 7, 4, 0}}, {"data were", {-6, 0, 12, 0, 0}}, {"was used", {-5, 0, 9, 0, 0}},
      {"were used", {-5, 0, 10, 0, 0}}, {"was conducted", {-5, 0, 11, 0, 0}}, {"were collected", {-6, 0, 12, 0, 0}}, {"implemented", {-6, 0, 5, 2, 0}},
      {"we", {-9, 1, 5, 4, 0}}, {"our", {-9, 0, 4, 6, 0}}, {"was", {-3, -3, 3, 3, 0}}, {"were", {-5, -4, 4, 5, 0}},
      // ---- result: what came out
      {"results show that", {-20, -12, -6, 24, 0}}, {"results show", {-20, -12, -6, 22, 0}}, {"results showed", {-18, -10, -4, 22, 0}},
      {"results indicate", {-18, -10, -5, 22, 0}}, {"results suggest", {-16, -10, -5, 22, 0}}, {"results demonstrate", {-18, -10, -5, 22, 0}},
      {"results reveal", {-16, -8, -4, 20, 0}}, {"^experimental results", {-18, -10, -4, 24, 0}}, {"experimental results", {-14, -6, -2, 18, 0}},
      {"simulation results", {-14, -8, -4, 22, 0}}, {"^the results", {-14, -8, -4, 22, 0}}, {"^results", {-16, -8, -4, 24, 0}},
      {"^our results", {-16, -8, -3, 22, 0}}, {"our results", {-12, -6, 0, 17, 0}}, {"the results", {-8, -4, 2, 12, 0}}, {"results", {-5, -4, 0, 8, 0}},
      {"^findings", {-12, -6, 0, 20, 0}}, {"the findings", {-8, -5, 0, 14, 0}}, {"our findings", {-12, -6, 0, 18, 0}}, {"findings", {-3, -3, 0, 10, 0}},
      {"^extensive experiments", {-14, -8, -2, 22, 0}}, {"extensive experiments", {-12, -6, 0, 18, 0}}, {"^experiments", {-12, -6, 0, 18, 0}},
      {"our experiments", {-12, -6, 0, 14, 0}}, {"experiments", {-9, -5, 1, 9, 0}}, {"^evaluation", {-6, -4, 0, 14, 0}}, {"evaluation", {-4, 0, 0, 6, 0}},
      {"^we show that", {-12, -2, 3, 9, 0}}, {"we show that", {-12, -2, 3, 9, 0}}, {"^we show", {-12, -2, 3, 9, 0}}, {"we show", {-10, 0, 3, 7, 0}},
      {"we demonstrate", {-12, -2, 2, 11, 0}}, {"we find that", {-12, -4, 0, 15, 0}}, {"we find", {-10, -4, 2, 12, 0}}, {"we found", {-10, -4, 2, 14, 0}},
      {"we conclude", {-12, -6, -4, 22, 0}}, {"^we evaluate", {-12, -4, 4, 13, 0}}, {"we evaluate", {-12, -4, 4, 10, 0}}, {"we evaluated", {-10, -4, 7, 9, 0}},
      {"we observe", {-8, -4, 2, 12, 0}}, {"we report", {-8, 0, 3, 9, 0}}, {"we prove", {-10, -2, 6, 9, 0}}, {"we validate", {-10, -4, 4, 11, 0}},
      {"^finally", {-16, -6, 2, 12, 0}}, {"finally", {-8, -4, 3, 7, 0}}, {"^overall", {-4, -4, 0, 12, 0}}, {"^in conclusion", {-10, -4, -4, 22, 0}},
      {"demonstrates", {-6, -2, 0, 10, 0}}, {"demonstrate", {-8, -4, 0, 11, 0}}, {"indicate that", {-8, -5, -3, 16, 0}}, {"indicates", {-3, -3, 0, 9, 0}},
      {"suggest that", {-5, -5, -3, 14, 0}}, {"suggests", {-2, -3, 0, 8, 0}}, {"showed that", {-6, -5, -2, 16, 0}}, {"shows that", {-6, -4, -1, 14, 0}},
      {"show that", {-8, -4, -1, 12, 0}}, {"found that", {-2, -5, -2, 14, 0}}, {"find that", {-4, -4, -1, 12, 0}}, {"revealed", {-4, -4, 0, 12, 0}}, {"reveals", {-3, -2, 0, 9, 0}},
      {"outperforms", {-8, -4, 0, 15, 0}}, {"outperform", {-5, -4, 0, 11, 0}}, {"achieves", {-6, -4, 0, 12, 0}}, {"achieve", {-2, 0, 0, 5, 0}}, {"achieved", {-2, -3, 0, 6, 0}},
      {"significantly", {-3, -2, 0, 7, 0}}, {"state-of-the-art", {-2, -2, 0, 6, 0}}, {"compared to", {-3, -3, 0, 7, 0}}, {"compared with", {-4, -3, 0, 8, 0}},
      {"superior", {-3, -2, 0, 9, 0}}, {"competitive", {-1, -2, 0, 7, 0}}, {"improvement", {-1, -2, 0, 8, 0}}, {"improvements", {-1, -2, 0, 7, 0}}, {"the effectiveness", {-3, -2, 0, 10, 0}},
      {"effectiveness", {0, 0, 0, 5, 0}}, {"better than", {-2, -2, 0, 8, 0}}, {"accuracy of", {-2, -2, 0, 8, 0}}, {"datasets", {-3, -2, 0, 6, 0}}, {"dataset", {-3, 0, 2, 4, 0}},
      {"implications", {-2, 0, 0, 9, 2}}, {"future research", {-2, -4, -4, 16, 2}}, {"future work", {-4, -4, -4, 17, 2}}, {"further research", {0, -2, -2, 12, 0}}, {"future directions", {0, 2, -2, 10, 0}},
      {"are discussed", {-3, 0, 0, 11, 2}}, {"is discussed", {-2, 0, 2, 9, 0}}, {"promising", {0, 0, 0, 5, 0}}, {"limitations of", {3, 2, 0, 2, 0}}, {"that our", {-8, -4, 0, 10, 0}},
      {"that the proposed", {-10, -6, -2, 16, 0}}, {"than", {-1, -3, 0, 4, 0}}, {"on the", {-1, 0, 0, 2, 0}}, {"positive", {0, -2, 0, 5, 0}}, {"hypotheses", {-4, 2, 5, 3, 0}},
      {"contributes to", {-2, 2, 0, 6, 0}}, {"conclude", {-4, -4, -2, 14, 0}}, {"conclusions", {-3, -2, 0, 12, 0}}, {"conclusion", {-4, -2, 0, 12, 0}},
      // ---- other: notes of publishers and addresses
      {"all rights reserved", {-30, -20, -30, -30, 60}}, {"elsevier", {-20, -10, -20, -20, 45}}, {"springer", {-10, -5, -10, -10, 25}}, {"ieee", {-2, 0, 0, 0, 3}},
      {"copyright", {-10, -5, -10, -10, 25}}, {"john wiley", {-10, -5, -10, -10, 30}}, {"published by", {-5, -5, -8, -8, 25}}, {"doi", {-5, -5, -8, -8, 20}}, {"http", {-3, -3, -3, 0, 10}},
      {"https", {-3, -3, -3, 0, 10}}, {"www", {-3, -3, -3, 0, 8}}, {"e-mail", {0, 0, 0, 0, 8}}, {"source code", {-4, -2, 0, 4, 8}}, {"code is available", {-10, -5, -3, 6, 14}},
      {"is available at", {-5, -3, -3, 4, 10}}, {"are available at", {-5, -3, -3, 4, 10}}, {"available at", {-5, -3, -3, 3, 8}}, {"publicly available", {-3, -2, 0, 4, 5}}, {"github", {-3, -3, -3, 2, 12}},
      {"keywords", {-5, -5, -5, -5, 20}}, {"acknowledgements", {-5, -5, -5, -5, 20}}, {"ltd", {-10, -10, -10, -10, 25}}, {"b.v", {-10, -10, -10, -10, 30}}, {"inc", {-2, -2, -2, -2, 8}},
  };
  // clang-format on
  return cues;
}

const std::vector<RoleCue>& chinese_role_cues() {
  static const std::vector<RoleCue> cues = {
      {"近年来", {25, 0, -5, -5, 0}},     {"然而", {14, 0, -4, -6, 0}},     {"现有", {10, 0, -2, -2, 0}},
      {"挑战", {8, 2, 0, -4, 0}},         {"本文提出", {-14, 18, 8, -8, 0}}, {"我们提出", {-14, 14, 10, -8, 0}},
      {"本文", {-10, 14, 4, -4, 0}},      {"本研究", {-8, 14, 4, -2, 0}},   {"旨在", {-4, 18, 0, -4, 0}},
      {"为此", {-6, 10, 8, -6, 0}},       {"具体", {-8, 0, 12, -4, 0}},     {"首先", {-6, 0, 12, -6, 0}},
      {"我们", {-8, 2, 6, 2, 0}},         {"方法", {-2, 0, 4, 0, 0}},       {"采用", {-4, 0, 10, -2, 0}},
      {"实验结果", {-16, -8, -4, 24, 0}}, {"结果表明", {-16, -8, -4, 22, 0}}, {"实验表明", {-14, -6, -2, 20, 0}},
      {"优于", {-6, -4, 0, 14, 0}},       {"结论", {-4, -2, 0, 12, 0}},     {"未来", {0, 0, -2, 8, 0}},
      {"代码", {-3, -3, 0, 2, 10}}};
  return cues;
}

const std::vector<TldrCue>& tldr_cues() {
  // clang-format off
  static const std::vector<TldrCue> cues = {
      {"in this paper we propose", 30}, {"in this paper we present", 30}, {"in this paper we introduce", 30}, {"in this paper we develop", 28},
      {"in this paper we show", 28}, {"in this paper we study", 24}, {"in this paper we investigate", 24}, {"in this paper we explore", 24}, {"in this paper we", 25},
      {"in this work we propose", 30}, {"in this work we present", 30}, {"in this work we introduce", 30}, {"in this work we show", 28}, {"in this work we", 25}, {"in this article we", 25},
      {"this paper proposes", 28}, {"this paper presents", 28}, {"this paper introduces", 28}, {"this paper develops", 26}, {"this paper studies", 24}, {"this paper investigates", 24},
      {"this paper explores", 24}, {"this paper describes", 22}, {"this paper addresses", 20}, {"this paper shows", 24}, {"^in this paper", 18}, {"^in this work", 18}, {"^this paper", 18}, {"^this work", 16}, {"this work", 8}, {"this paper", 10},
      {"we therefore propose", 24}, {"we thus propose", 24}, {"we hence propose", 24}, {"^to this end we", 20}, {"^we ask", 18}, {"we ask", 12}, {"^as a", -6}, {"^here we", 22}, {"^to address this", 16},
      {"^we propose", 24}, {"^we present", 24}, {"^we introduce", 24}, {"^we develop", 20}, {"^we study", 20}, {"^we investigate", 18}, {"^we describe", 16}, {"^we show that", 18}, {"^we demonstrate that", 14},
      {"^we show", 14}, {"^we demonstrate", 10}, {"^we prove", 15}, {"^we consider", 12}, {"^we explore", 15}, {"^we address", 14}, {"^we provide", 9}, {"^we find that", 12}, {"^we release", 10}, {"^we design", 14},
      {"we propose", 20}, {"we present", 18}, {"we introduce", 20}, {"we develop", 15}, {"we study", 13}, {"we investigate", 12}, {"we design", 11}, {"we describe", 11}, {"we prove", 10}, {"we show that", 11}, {"we show", 9}, {"we demonstrate", 6}, {"we prove that", 11},
      {"is proposed", 10}, {"is presented", 8}, {"is introduced", 8}, {"a novel", 5}, {"a new", 5}, {"a simple", 5}, {"the first", 5}, {"novel", 4}, {"called", 4}, {"framework", 2}, {"for the first time", 4},
      {"^however", -22}, {"^we also", -16}, {"^moreover", -14}, {"^furthermore", -14}, {"^additionally", -14}, {"^in addition", -14}, {"^finally", -14}, {"^recently", -14}, {"^recent", -16}, {"^experiments", -12}, {"^extensive", -12},
      {"^experimental", -12}, {"^our experiments", -12}, {"^empirically", -8}, {"^unfortunately", -16}, {"^although", -4}, {"^while", -5}, {"^despite", -8}, {"^for example", -16}, {"^as a result", -8}, {"^specifically", -8}, {"^in particular", -8},
      {"^for instance", -14}, {"^then", -8}, {"^these", -10}, {"^this", -3}, {"^such", -8}, {"^it", -8}, {"^they", -10}, {"^our code", -30}, {"^code", -30}, {"^the code", -30}, {"^the proposed", -6}, {"^existing", -14}, {"^many", -10}, {"^most", -10}, {"^traditional", -10},
      {"have been", -8}, {"has been", -8}, {"has become", -10}, {"remains", -6}, {"available at", -20}, {"outperforms", -3}, {"experiments", -4}, {"such as", -2}, {"cifar-10", -4}, {"imagenet", -3}, {"state-of-the-art", -2}, {"github", -20}, {"results show", -4}, {"we evaluate", -6}, {"are available", -14}, {"e.g", -2},
      {"is an important", -8}, {"is one of the", -10}, {"but", -1}, {"often", -5}, {"typically", -5}, {"difficult", -4}, {"challenging", -4},
  };
  // clang-format on
  return cues;
}

}  // namespace sheaf::summarize
