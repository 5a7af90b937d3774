#pragma warning disable EF1001 // SQLite's own source of mappings is derived from: there is no other way to say how one type is written
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Foundation.Data;

/// <summary>
/// How a set of ids is told to SQLite: as JSON text, in which it stores ids too. Every question of somebody with hundreds of units in
/// reach carries one; Entity Framework would make several pieces of text of each id on the way.
/// </summary>
sealed class SetsOfIds(TypeMappingSourceDependencies all, RelationalTypeMappingSourceDependencies relational) : SqliteTypeMappingSource(all, relational)
{
    static readonly ValueConverter<Guid[], string> Converter = new(ids => Written(ids), text => JsonSerializer.Deserialize<Guid[]>(text)!);
    static readonly ValueComparer<Guid[]> Comparer = new((a, b) => ReferenceEquals(a, b), ids => ids.GetHashCode());

    public override RelationalTypeMapping? FindMapping(Type type, IModel model, CoreTypeMapping? elementMapping = null)
    {
        var usual = base.FindMapping(type, model, elementMapping);
        return type == typeof(Guid[]) && usual is not null
            ? (RelationalTypeMapping)SqliteStringTypeMapping.Default.WithComposedConverter(Converter, Comparer, Comparer, usual.ElementTypeMapping, usual.JsonValueReaderWriter)
            : usual;
    }

    internal static string Written(Guid[] ids) => ids.Length == 0 ? "[]" : string.Create(ids.Length * 39 + 1, ids, (text, ids) =>
    {
        text[0] = '[';
        for (var i = 0; i < ids.Length; i++)
        {
            var one = text.Slice(i * 39 + 1, 39);
            one[0] = one[37] = '"';
            one[38] = ',';
            ids[i].TryFormat(one[1..], out _);
            Ascii.ToUpperInPlace(one[1..37], out _); // as they are stored
        }
        text[^1] = ']';
    });
}
