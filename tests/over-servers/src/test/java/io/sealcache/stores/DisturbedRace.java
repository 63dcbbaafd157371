package io.sealcache.stores;

import io.sealcache.linearizability.LongRace;
import io.sealcache.linearizability.RaceTally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;

/**
 * A race whose store is disturbed meanwhile: once in each generation of keys, so that keys are
 * raced on before, meanwhile and afterwards.
 */
final class DisturbedRace {
  private final RacedStore store;
  private final LongRace race;
  private final int batchesOfAGeneration;
  private final Runnable progress;
  private final List<Resources> resources = new ArrayList<>();
  private int disturbances;

  /**
   * Prepares it.
   *
   * @param progress is run after each generation
   */
  DisturbedRace(RacedStore store, LongRace race, int batchesOfAGeneration, Runnable progress) {
    this.progress = progress;
    this.store = store;
    this.race = race;
    this.batchesOfAGeneration = batchesOfAGeneration;
  }

  /**
   * Goes on to the end of a generation after that.
   *
   * @param goesOn given how many calls there were
   */
  void runWhile(LongPredicate goesOn) throws Exception {
    do {
      generation();
      resources.add(Resources.now());
      progress.run();
    } while (goesOn.test(race.tally().calls()));
  }

  private void generation() throws Exception {
    race.changeKeys();
    int quarter = Math.max(1, batchesOfAGeneration / 4);
    run(quarter);
    CompletableFuture<Void> disturbance =
        store.canBeDisturbed() ? disturb() : CompletableFuture.completedFuture(null);
    do {
      run(1);
    } while (!disturbance.isDone());
    try {
      disturbance.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The store could not be disturbed", e);
    }
    run(batchesOfAGeneration - quarter - 1);
  }

  private void run(int batches) {
    for (int batch = 0; batch < batches; batch++) {
      race.run();
    }
  }

  private CompletableFuture<Void> disturb() {
    disturbances++;
    return CompletableFuture.runAsync(
        () -> {
          try {
            store.disturb();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** How many members were killed and replaced. */
  int replaced() {
    return store.hasMembers() ? disturbances : 0;
  }

  RaceTally tally() {
    return race.tally();
  }

  /** At the end of each generation. */
  List<Resources> resources() {
    return List.copyOf(resources);
  }
}
