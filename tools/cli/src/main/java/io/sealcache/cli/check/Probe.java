package io.sealcache.cli.check;

import java.util.List;

/**
 * A question about a store.
 *
 * @param name in one or two words
 * @param fit what is so where it is answered by yes
 */
record Probe(String name, String fit, Work work) {
  /** How it is found out. */
  @FunctionalInterface
  interface Work {
    /**
     * Finds it out, with caches of its own.
     *
     * @throws UnfitException if the answer is no
     * @throws Exception if the store fails
     */
    void run(ProbeCaches caches) throws Exception;
  }

  /** All of them, in the order in which they are asked. */
  static List<Probe> all() {
    return List.of(
        new Probe(
            "round trip",
            "what was put is found, replaced and removed; also a value of 1 MiB",
            new RoundTripProbe()),
        new Probe(
            "ciphertext",
            "each entry that the store lists is sealed, and no byte of a key or value is seen",
            new CiphertextProbe()),
        new Probe(
            "by value",
            "a value that is changed after it was put or got changes nothing in the cache",
            new ByValueProbe()),
        new Probe(
            "races",
            "of changes by several threads at once none is lost, and none is made twice",
            new RaceProbe()),
        new Probe(
            "expiry",
            "an entry with an end is gone from the store after it, and no other one",
            new ExpiryProbe()),
        new Probe(
            "events",
            "a listener hears of each creation, update and removal, with the right values",
            new EventProbe()),
        new Probe(
            "loader, writer",
            "they are called once each, in this JVM, with decrypted keys and values",
            new LoaderProbe()),
        new Probe(
            "many at once",
            "putAll, getAll, removeAll, iteration and clear are about all entries, once each",
            new BulkProbe()),
        new Probe(
            "destruction",
            "a cache that was destroyed and made again is empty",
            new DestructionProbe()));
  }
}
