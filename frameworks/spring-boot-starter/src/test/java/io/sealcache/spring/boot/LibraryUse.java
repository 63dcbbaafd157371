package io.sealcache.spring.boot;

import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.spring.boot.guide.BookRepository;
import io.sealcache.spring.boot.guide.LibraryApplication;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the guide's application by its main method, and says what its store holds then. */
final class LibraryUse {
  private LibraryUse() {}

  public static void main(String[] arguments) throws Exception {
    AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();
    SpringApplication.withHook(
        application ->
            new SpringApplicationRunListener() {
              @Override
              public void ready(ConfigurableApplicationContext context, @Nullable Duration time) {
                started.set(context);
              }
            },
        () -> LibraryApplication.main(arguments));
    try (ConfigurableApplicationContext application = requireNonNull(started.get())) {
      int asked = Library.use(application);
      StoreContents contents = contents(application.getBean(CacheManager.class));
      System.out.printf(
          "generated %s, asked %d, entries %d, isbn in %s, title in %s%n",
          AotDetector.useGeneratedArtifacts(),
          asked,
          contents.size(),
          contents.find(Library.ISBN),
          contents.find(BookRepository.TITLE));
    }
  }

  /** Of the store, or of the caches that Spring keeps in clear. */
  static StoreContents contents(CacheManager manager) throws Exception {
    if (manager instanceof JCacheCacheManager jcache) {
      return StoreContents.of((EncryptedCacheManager) requireNonNull(jcache.getCacheManager()));
    }
    ConcurrentMapCache books =
        requireNonNull((ConcurrentMapCache) manager.getCache("books"), "books");
    StoreContents contents = new StoreContents();
    contents.add(String.valueOf(books.getNativeCache()));
    return contents;
  }
}
