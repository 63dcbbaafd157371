package io.sealcache.spring.boot.guide;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/** Slow, so its answers are cached. */
@Component
public class BookRepository {
  /** In each book's title. */
  public static final String TITLE = "CANARYtitleCANARY";

  private final AtomicInteger asked = new AtomicInteger();

  @Cacheable("books")
  public Book getByIsbn(String isbn) {
    return book(isbn);
  }

  @Cacheable(cacheNames = "synchronised", sync = true)
  public Book getOnce(String isbn) {
    return book(isbn);
  }

  @Cacheable("optional")
  public Optional<Book> find(String isbn) {
    return Optional.of(book(isbn));
  }

  @Cacheable("absent")
  public @Nullable Book findAbsent(String isbn) {
    asked.incrementAndGet();
    return null;
  }

  @Cacheable("pairs")
  public Book getEdition(String isbn, int edition) {
    return book(isbn + " " + edition);
  }

  /** How often it was really asked. */
  public int asked() {
    return asked.get();
  }

  private Book book(String isbn) {
    asked.incrementAndGet();
    return new Book(isbn, TITLE);
  }
}
