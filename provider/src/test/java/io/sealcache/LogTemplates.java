package io.sealcache;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.sealcache.internal.text.LoggerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The calls by which sources log a text. */
final class LogTemplates extends TreeScanner<Void, List<LogTemplates.Call>> {
  private LogTemplates() {}

  private static final Pattern LEVEL = Pattern.compile("Level\\.(\\w+)");
  private static final Pattern LOGGER =
      Pattern.compile("LoggerName\\s*\\.(\\w+)\\s*\\.logger\\(\\)");

  private LoggerName logger = LoggerName.PROVIDER;

  /**
   * One of them.
   *
   * @param logger that of the source; one that is handed its logger is of the package of keys
   * @param levels one, or those that a condition chooses from
   * @param texts as the source has them: one, or those that a condition chooses from
   * @param parameters how many follow
   */
  record Call(LoggerName logger, List<String> levels, List<String> texts, int parameters) {}

  static List<Call> below(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Call> calls = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(all));
      new LogTemplates().scan(task.parse(), calls);
    }
    return calls;
  }

  @Override
  public Void visitCompilationUnit(CompilationUnitTree source, List<Call> calls) {
    Matcher named = LOGGER.matcher(source.toString());
    logger = named.find() ? LoggerName.valueOf(named.group(1)) : LoggerName.KEYS;
    return super.visitCompilationUnit(source, calls);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, List<Call> calls) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (call.getMethodSelect() instanceof MemberSelectTree method
        && method.getIdentifier().contentEquals("log")
        && arguments.size() > 1
        && arguments.get(0).toString().contains("Level.")) {
      List<String> levels =
          LEVEL
              .matcher(arguments.get(0).toString())
              .results()
              .map(level -> level.group(1))
              .toList();
      calls.add(new Call(logger, levels, texts(arguments.get(1)), arguments.size() - 2));
    }
    return super.visitMethodInvocation(call, calls);
  }

  private static List<String> texts(ExpressionTree tree) {
    if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
      return List.of(text);
    } else if (tree instanceof ParenthesizedTree inner) {
      return texts(inner.getExpression());
    } else if (tree instanceof ConditionalExpressionTree choice) {
      return Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
          .flatMap(each -> texts(each).stream())
          .toList();
    } else if (tree instanceof BinaryTree sum) {
      return texts(sum.getLeftOperand()).stream()
          .flatMap(left -> texts(sum.getRightOperand()).stream().map(left::concat))
          .toList();
    }
    throw new IllegalArgumentException("The text that is logged is no literal: " + tree);
  }
}
