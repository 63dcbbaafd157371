package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A question is answered briefly, and the answer tells where the rest stands. */
class FaqTest {
  private static final Pattern QUESTION = Pattern.compile("(?ms)^### ([^\n]+)\n\n(.*?)(?=^##|\\z)");
  private static final Pattern LINK = Pattern.compile("\\[[^]]+\\]\\([^)]+\\)");
  private static final int LONGEST_ANSWER = 500;

  @Test
  void questions_areAnsweredBrieflyWithALink() throws IOException {
    List<MatchResult> questions =
        QUESTION.matcher(Documents.read("docs/faq.md")).results().toList();

    assertThat(questions).hasSizeGreaterThan(25);
    for (MatchResult question : questions) {
      String answer = question.group(2);
      assertThat(question.group(1)).endsWith("?");
      assertThat(LINK.matcher(answer).find()).as(question.group(1)).isTrue();
      assertThat(LINK.matcher(answer).replaceAll("").strip())
          .as(question.group(1))
          .isNotEmpty()
          .hasSizeLessThan(LONGEST_ANSWER);
    }
  }
}
