using Balsts.Units;

namespace Balsts.Shell;

/// <summary>The words of the domain in the three languages: data, kept beside the page that shows it.</summary>
public static class Glossary
{
    public static readonly Named[] Words = [.. Read()];

    static IEnumerable<Named> Read()
    {
        using var reader = new StreamReader(typeof(Glossary).Assembly.GetManifestResourceStream("shell/glossary.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line)
            if (line.Split(';') is [var lv, var az, var en]) yield return new(lv, az, en);
    }
}
