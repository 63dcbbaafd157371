package io.sealcache.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class StoreVersionsTest {
  @Test
  void manifestOfEachStore_namesTheOldestAndTheNewestVersionThatAreRun() throws IOException {
    Set<String> versions = new TreeSet<>(); // a jar of tests has its store's too
    for (URL manifest :
        Collections.list(
            StoreVersionsTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream in = manifest.openStream()) {
        String said = new Manifest(in).getMainAttributes().getValue("SealCache-Store-Versions");
        if (said != null) {
          versions.add(said);
        }
      }
    }

    assertThat(versions)
        .as("Ehcache, Hazelcast, Redisson, Infinispan, Ignite")
        .hasSize(5)
        .allMatch(said -> said.matches("\\d[\\w.]+, \\d[\\w.]+"));
  }
}
