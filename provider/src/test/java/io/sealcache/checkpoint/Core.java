package io.sealcache.checkpoint;

/** As {@code jdk.crac.Core}. */
public final class Core {
  private static final Context<Resource> GLOBAL = new Context<>();

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL;
  }

  public static void checkpointRestore() throws Exception {
    GLOBAL.checkpointAndRestore();
  }
}
