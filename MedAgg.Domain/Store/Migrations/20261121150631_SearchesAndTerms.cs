using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedAgg.Domain.Store.Migrations
{
    /// <inheritdoc />
    public partial class SearchesAndTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_vocabulary_term_vocabulary_vocabulary_key",
                table: "vocabulary_term");

            migrationBuilder.DropTable(
                name: "vocabulary");

            migrationBuilder.DropIndex(
                name: "ix_vocabulary_term_vocabulary_key_key",
                table: "vocabulary_term");

            migrationBuilder.DropColumn(
                name: "is_from_file",
                table: "vocabulary_term");

            migrationBuilder.RenameColumn(
                name: "vocabulary_key",
                table: "vocabulary_term",
                newName: "kind");

            migrationBuilder.AddColumn<Guid>(
                name: "visitor_id",
                table: "search_log",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "saved_search",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_search", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_search_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "asp_net_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_vocabulary_term_key",
                table: "vocabulary_term",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_search_log_visitor_id_id",
                table: "search_log",
                columns: new[] { "visitor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_search_user_id",
                table: "saved_search",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_search_visitor_id",
                table: "saved_search",
                column: "visitor_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_search");

            migrationBuilder.DropIndex(
                name: "ix_vocabulary_term_key",
                table: "vocabulary_term");

            migrationBuilder.DropIndex(
                name: "ix_search_log_visitor_id_id",
                table: "search_log");

            migrationBuilder.DropColumn(
                name: "visitor_id",
                table: "search_log");

            migrationBuilder.RenameColumn(
                name: "kind",
                table: "vocabulary_term",
                newName: "vocabulary_key");

            migrationBuilder.AddColumn<bool>(
                name: "is_from_file",
                table: "vocabulary_term",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "vocabulary",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    file_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vocabulary", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_vocabulary_term_vocabulary_key_key",
                table: "vocabulary_term",
                columns: new[] { "vocabulary_key", "key" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_vocabulary_term_vocabulary_vocabulary_key",
                table: "vocabulary_term",
                column: "vocabulary_key",
                principalTable: "vocabulary",
                principalColumn: "key",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
