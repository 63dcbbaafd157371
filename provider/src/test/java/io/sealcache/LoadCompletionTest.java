package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.junit.jupiter.api.Test;

class LoadCompletionTest {
  private final List<Object> told = new ArrayList<>();
  private final LoadCompletion completion =
      new LoadCompletion(
          new CompletionListener() {
            @Override
            public void onCompletion() {
              told.add("complete");
            }

            @Override
            public void onException(Exception e) {
              told.add(e);
            }
          });

  @Test
  void run_thatFailsOnceItIsComplete_tellsThatItIsComplete() {
    OutOfOrder failure = new OutOfOrder();

    assertThatThrownBy(
            () ->
                completion.run(
                    () -> {
                      completion.complete();
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(told).containsExactly("complete");
  }

  @Test
  void run_thatFailsAgain_tellsTheFirstFailure() {
    CacheException first = new CacheException("no database");

    assertThatThrownBy(
            () ->
                completion.run(
                    () -> {
                      completion.fail(first);
                      throw new OutOfOrder();
                    }))
        .isInstanceOf(OutOfOrder.class);

    assertThat(told).containsExactly(first);
  }

  @Test
  void run_thatFailsWithWhatIsNoCacheException_tellsOneThatHasIt() {
    Error failure = new NoClassDefFoundError("of the loader");

    assertThatThrownBy(
            () ->
                completion.run(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(told)
        .singleElement()
        .satisfies(
            e ->
                assertThat((Exception) e)
                    .isInstanceOf(CacheLoaderException.class)
                    .hasCause(failure));
  }

  @Test
  void run_withoutAListener_tellsNobody() {
    LoadCompletion nobodys = new LoadCompletion(null);

    nobodys.run(nobodys::complete);
    nobodys.fail(new OutOfOrder());

    assertThat(told).isEmpty();
  }
}
