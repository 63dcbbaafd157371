package io.sealcache.spring.boot.guide;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** All that is written for caching is one annotation. */
@SpringBootApplication
@EnableCaching
public class LibraryApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(LibraryApplication.class, arguments);
  }
}
