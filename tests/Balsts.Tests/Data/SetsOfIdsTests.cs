using System.Text.Json;
using Foundation.Data;

namespace Balsts.Tests.Data;

public sealed class SetsOfIdsTests
{
    [Fact]
    public void A_set_of_ids_is_written_as_SQLite_stores_them()
    {
        Guid[] ids = [Guid.Empty, new("0193c1a2-0b4f-7abc-b02c-3abf4fdc0f37"), Guid.CreateVersion7()];
        SetsOfIds.Written(ids).ShouldBe(JsonSerializer.Serialize(ids).ToUpperInvariant());
        SetsOfIds.Written([]).ShouldBe("[]");
    }
}
