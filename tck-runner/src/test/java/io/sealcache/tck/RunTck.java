package io.sealcache.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
      Path reports = target.resolve("tck").resolve(store.name());
      List<String> missing = store.missing();
      if (missing.isEmpty()) {
        TckRun run = new TckRun(store, java, classPaths.of(store), reports);
        runs.add(pool.submit(() -> run.passes(tests)));
      } else {
        LeftOut.report(store.name(), missing.get(0), reports);
      }
    }
    boolean passed = true;
    for (Future<Boolean> run : runs) {
      passed &= run.get();
    }
    System.exit(passed ? 0 : 1);
  }

  /** The longest run is first: had it begun last, all others would be over and it alone go on. */
  private static List<Store> chosen(List<Store> all, String names) {
    List<String> wanted = List.of(names.split(","));
    for (String name : wanted) {
      if (all.stream().noneMatch(store -> store.isNamed(name))) {
        System.out.printf(
            "[ERROR] -Dtck=%s names no store; one of %s. Without -Dtck those of a whole build"
                + " run.%n",
            name, String.join(", ", all.stream().map(Store::name).toList()));
        System.exit(2);
      }
    }
    return all.stream()
        .filter(store -> wanted.stream().anyMatch(store::isNamed))
        .sorted(Comparator.comparingInt(Store::minutes).reversed())
        .toList();
  }
}
