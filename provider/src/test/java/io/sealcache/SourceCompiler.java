package io.sealcache;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The JDK's compiler, for classes that a test makes up. */
public final class SourceCompiler {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn"));
  // Opens jars and lists the JDK's classes once for all that is compiled.
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  private SourceCompiler(List<String> classPath) {
    options.add("-parameters");
    options.addAll(classPath);
  }

  /** One whose sources may name what the tests may. */
  static SourceCompiler withTheClassPathOfTests() {
    return new SourceCompiler(List.of());
  }

  /** One whose sources name each other and the JDK's classes. */
  public static SourceCompiler withoutClassPath() {
    return new SourceCompiler(List.of("-cp", ""));
  }

  /**
   * Compiles.
   *
   * @param target where the classes go
   */
  public void compile(List<Path> sources, Path target) throws IOException {
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-d", target.toString()));
    var units = files.getJavaFileObjectsFromPaths(sources);
    if (!compiler.getTask(said, files, null, all, null, units).call()) {
      throw new IllegalArgumentException("This doesn't compile:\n" + said);
    }
  }
}
