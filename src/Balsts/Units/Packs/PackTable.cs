using Foundation.Files;

namespace Balsts.Units.Packs;

/// <summary>A table of a country pack: rules of a country that are data. It travels inside the executable.</summary>
public static class PackTable
{
    /// <summary>The rows of a table such as <c>latvia/institution-types.csv</c>, below its header.</summary>
    public static IReadOnlyList<string[]> Rows(string path)
    {
        var content = typeof(PackTable).Assembly.GetManifestResourceStream("packs/" + path)
            ?? throw new InvalidOperationException($"There is no pack table {path}.");
        var opened = SheetFile.Open(content, path);
        using var file = opened.Value ?? throw new InvalidOperationException($"Pack table {path}: {opened.Problem!.Message}");
        return [.. file.Rows().Select(r => r.Value?.Cells ?? throw new InvalidOperationException($"Pack table {path}: {r.Problem!.Message}"))];
    }

    /// <summary>The first two columns: what the text of a file means to us, ignoring case and surplus blanks.</summary>
    public static IReadOnlyDictionary<string, string> Meanings(string path) =>
        Rows(path).ToDictionary(r => CellText.Clean(r[0]), r => r[1], StringComparer.OrdinalIgnoreCase);
}
