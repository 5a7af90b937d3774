using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Languages;

/// <summary>All catalogues of the house, one set of texts for each language; read once at start and never changed.</summary>
public sealed class Catalogues
{
    private readonly FrozenDictionary<string, Texts> texts;

    /// <exception cref="FormatException">Two files translate the same sentence differently.</exception>
    public Catalogues(IEnumerable<Catalogue> catalogues)
    {
        var byLanguage = catalogues.ToLookup(catalogue => catalogue.Language);
        texts = Language.All.ToFrozenDictionary(language => language.Code, language => new Texts(language.Code, Merged(byLanguage[language.Code])));
    }

    /// <summary>Every PO file that travels inside the given assemblies.</summary>
    public static Catalogues In(params IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(Embedded));

    /// <summary>The texts of a language; English where Balsts does not speak it.</summary>
    public Texts this[string? language] => texts[(Language.Find(language) ?? Language.English).Code];

    private static IEnumerable<Catalogue> Embedded(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var file = name.Replace('\\', '/');
            if (!file.StartsWith("texts/", StringComparison.Ordinal) || !file.EndsWith(".po", StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return Catalogue.Read(reader, $"{assembly.GetName().Name}/{file["texts/".Length..]}");
        }
    }

    private static FrozenDictionary<(string? Context, string Id), string[]> Merged(IEnumerable<Catalogue> catalogues)
    {
        var merged = new Dictionary<(string?, string), (string[] Forms, string File)>();
        foreach (var catalogue in catalogues)
            foreach (var message in catalogue.Messages.Where(message => message.Translated))
            {
                var key = (message.Context, message.Id);
                if (!merged.TryGetValue(key, out var first))
                    merged[key] = ([.. message.Forms], catalogue.File);
                else if (!first.Forms.SequenceEqual(message.Forms))
                    throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                        $"{catalogue.File}({message.Line}): \"{message.Id}\" is translated differently in {first.File}; give one of them a msgctxt"));
            }
        return merged.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Forms);
    }
}

/// <summary>How the house is told of its catalogues.</summary>
public static class CataloguesInServices
{
    /// <summary>
    /// <see cref="Catalogues"/> for all, and <see cref="Texts"/> in the language of the request at hand
    /// (<see cref="CultureInfo.CurrentUICulture"/>, which the request's localisation sets).
    /// </summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, params Assembly[] assemblies)
    {
        // Read at once: a broken catalogue stops the start and not the first visitor.
        var catalogues = Catalogues.In([typeof(Catalogues).Assembly, .. assemblies]);
        return services
            .AddSingleton(catalogues)
            .AddTransient(_ => catalogues[CultureInfo.CurrentUICulture.Name]);
    }
}
