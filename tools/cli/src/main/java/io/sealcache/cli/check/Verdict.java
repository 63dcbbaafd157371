package io.sealcache.cli.check;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What came of a probe.
 *
 * @param name of the probe
 * @param fit what is so where there is no problem
 * @param problem why the store is not fit; null: it is
 */
record Verdict(String name, String fit, @Nullable String problem) {
  /** What a probe finds out. */
  @FunctionalInterface
  interface Finding {
    void find() throws Exception;
  }

  /** Of what throws where the store is not fit, or fails. */
  static Verdict of(String name, String fit, Finding finding) {
    try {
      finding.find();
      return new Verdict(name, fit, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict(name, fit, "it was interrupted");
    } catch (UnfitException e) {
      return new Verdict(name, fit, e.getMessage());
    } catch (Exception | LinkageError e) { // whatever a store does
      return new Verdict(
          name, fit, "it fails by %s: %s".formatted(e.getClass().getName(), e.getMessage()));
    }
  }

  boolean isFit() {
    return problem == null;
  }

  String line() {
    return "%-4s  %-15s  %s".formatted(isFit() ? "ok" : "FAIL", name, isFit() ? fit : problem);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("probe", name);
    json.addProperty("fit", isFit());
    json.addProperty("problem", problem);
    return json;
  }
}
