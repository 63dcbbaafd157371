package io.sealcache.spring.boot.restart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;

/** Reads an item twice, restarts as devtools do when a class has changed, and reads it again. */
@SpringBootApplication
@EnableCaching
public class RestartedApplication {
  private static final String STARTS = "restart.starts";

  public static void main(String[] arguments) {
    ConfigurableApplicationContext application =
        SpringApplication.run(RestartedApplication.class, arguments);
    Catalogue catalogue = application.getBean(Catalogue.class);
    int start = Integer.getInteger(STARTS, 0) + 1;
    System.setProperty(STARTS, String.valueOf(start));

    Item first = catalogue.item("lamp");
    Item second = catalogue.item("lamp");

    System.out.printf(
        "start %d by %s: %s %s, asked %d%n",
        start,
        Item.class.getClassLoader().getClass().getSimpleName(),
        first.name(),
        second.name(),
        catalogue.asked());
    if (start == 1) {
      Restarter.getInstance().restart();
    } else {
      System.exit(0); // devtools keep a JVM
    }
  }
}
