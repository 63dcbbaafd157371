package io.sealcache.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EachInTurnTest {
  @Test
  void run_whateverIsThrown_goesOnAndThrowsTheFirst() {
    List<String> done = new ArrayList<>();

    assertThatThrownBy(
            () ->
                EachInTurn.run(
                    List.of("one", "two", "three"),
                    each -> {
                      done.add(each);
                      throw Undeclared.thrown(new IOException(each));
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("one")
        .satisfies(first -> assertThat(first.getSuppressed()).hasSize(2));
    assertThat(done).containsExactly("one", "two", "three");
  }
}
