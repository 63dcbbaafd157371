package io.sealcache.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the TCK over stores, several at a time, since it mostly waits for entries to expire. Fails
 * unless each run has all tests, and all of them pass.
 */
public final class RunTck {
  private RunTck() {}

  /**
   * Runs, in the directory of this module.
   *
   * @param arguments stores or groups of them, with commas between; the {@code java} to run with;
   *     how many runs at a time; how many tests each has
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path module = Path.of("").toAbsolutePath();
    Path target = module.resolve("target");
    Path jars = target.resolve("stores");
    Path java = Path.of(arguments[1]);
    int tests = Integer.parseInt(arguments[3]);

    List<Store> stores = chosen(Store.all(module, jars), arguments[0]);
    ClassPaths classPaths = ClassPaths.divide(jars);
    ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
    List<Future<Boolean>> runs = new ArrayList<>();
    for (Store store : stores) {
      if (store.missing().isEmpty()) {
        Path reports = target.resolve("tck").resolve(store.name());
        TckRun run = new TckRun(store, java, classPaths.of(store), reports);
        runs.add(pool.submit(() -> run.passes(tests)));
      }
    }
    boolean passed = true;
    for (Future<Boolean> run : runs) {
      passed &= run.get();
    }
    for (Store store : stores) {
      for (String program : store.missing()) {
        System.out.printf(
            "[WARNING] LEFT OUT: TCK over %s, since there is no %s on the path. Install it and run"
                + " again.%n",
            store.name(), program);
      }
    }
    System.exit(passed ? 0 : 1);
  }

  private static List<Store> chosen(List<Store> all, String names) {
    List<Store> chosen = new ArrayList<>();
    for (String name : List.of(names.split(","))) {
      List<Store> named = all.stream().filter(store -> store.isNamed(name)).toList();
      if (named.isEmpty()) {
        System.out.printf(
            "[ERROR] -Dtck=%s names no store; one of %s. Without -Dtck those of a whole build"
                + " run.%n",
            name, String.join(", ", all.stream().map(Store::name).toList()));
        System.exit(2);
      }
      chosen.addAll(named);
    }
    return chosen;
  }
}
