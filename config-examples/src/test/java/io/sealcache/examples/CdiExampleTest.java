package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CdiExampleTest {
  @Test
  void main_looksUpWhatIsNotCached() throws Exception {
    List<String> lines =
        Application.sealed(CdiExample.class, "org.ehcache.jsr107.EhcacheCachingProvider").run();

    assertThat(lines)
        .containsSubsequence(
            "first: Patient[name=ada, diagnosis=headache]",
            "again: Patient[name=ada, diagnosis=headache]",
            "forgotten: Patient[name=ada, diagnosis=headache]",
            "looked up 2 times");
  }
}
